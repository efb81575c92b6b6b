def render(briefing):
    raise NotImplementedError
