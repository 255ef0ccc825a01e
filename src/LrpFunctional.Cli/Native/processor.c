/* Of the native program only: where the processor lacks what it was compiled for, says so in one line. .NET would abort. */
#include <unistd.h>

#ifdef NEEDS_AVX512
static const char lack[] = "lrp: this processor has no AVX-512, which this program needs; "
                           "publish it with -p:Processor=x86-64-v3, or run the build of the SDK\n";
#else
static const char lack[] = "lrp: this processor has no AVX2, which this program needs; "
                           "run the build of the SDK\n";
#endif

static int fits(void)
{
    __builtin_cpu_init();
#ifdef NEEDS_AVX512
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw")) return 0;
    if (!__builtin_cpu_supports("avx512cd") || !__builtin_cpu_supports("avx512dq")) return 0;
    if (!__builtin_cpu_supports("avx512vl")) return 0;
#endif
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

__attribute__((constructor)) static void check(void)
{
    if (fits()) return;

    /* What cannot be said stays unsaid. */
    ssize_t said = write(STDERR_FILENO, lack, sizeof lack - 1);
    (void)said;
    _exit(1);
}
