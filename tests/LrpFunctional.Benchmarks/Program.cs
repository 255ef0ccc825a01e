using BenchmarkDotNet.Running;
using LrpFunctional.Benchmarks;

// side-by-side: beside the NumPy peers, ratios printed; anything else goes to BenchmarkDotNet.
if (args is ["side-by-side", .. var rest])
    SideBySide.Run(rest);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
