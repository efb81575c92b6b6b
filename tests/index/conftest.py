"""Snapshots are let go at the end of each test; a server of S3 on this machine."""

import pytest

from tests import needs
from tests.index.stored import OPEN


@pytest.fixture(autouse=True)
def closed():
    yield
    while OPEN:
        OPEN.pop().close()


@pytest.fixture(scope="session")
def s3_server():
    needs.lance()
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server, monkeypatch, request):
    """An empty bucket that Lance reaches by the variables of its environment; gives its name and a client of the server."""
    import boto3

    account = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
    for name, value in {**account, "AWS_ENDPOINT": s3_server, "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=s3_server, region_name="us-east-1")
    name = f"bucket-{abs(hash(request.node.nodeid))}"
    client.create_bucket(Bucket=name)
    return name, client
