# Read by the build of llama-cpp-python (CMAKE_PROJECT_llama_cpp_INCLUDE): compile what is used of llama.cpp, and no more.
# Its common library serves command-line tools; nothing in Python loads it. A variable of the project wins over the cache.
set(LLAMA_BUILD_COMMON OFF)
# The files of many model architectures are small and share their headers: several are compiled at once.
cmake_language(DEFER CALL set_target_properties llama PROPERTIES UNITY_BUILD ON)
