using System.Collections.Immutable;
using System.Diagnostics;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Benchmarks;

/// <summary>
/// Our times beside those of the NumPy peers, in one run, on one core unless said otherwise; medians, and their ratios.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 3;
    private const int RunsPerRound = 15;

    /// <summary>
    /// Prints what is asked for (peers, threads, lengths, sizes, stacks, methods, together, rules, stream, whole), all
    /// but the last two if nothing is; whole wants the path of a published lrp.
    /// </summary>
    public static void Run(string[] wanted)
    {
        var parts = new Dictionary<string, Action>
        {
            ["peers"] = BesidePeers,
            ["threads"] = Threads,
            ["lengths"] = Lengths,
            ["sizes"] = Sizes,
            ["stacks"] = Stacks,
            ["methods"] = EachMethod,
            ["together"] = Together,
            ["rules"] = EachRule,
            ["stream"] = Stream,
            ["whole"] = () => WholeProcess(wanted[^1]),
        };
        foreach (
            var name in wanted is []
                ? ["peers", "threads", "lengths", "sizes", "stacks", "methods", "together", "rules"]
                : wanted.Where(parts.ContainsKey)
        )
            parts[name]();
    }

    private static void BesidePeers()
    {
        if (!File.Exists(Peers.Lrp))
        {
            Console.WriteLine("skipped: the NumPy peers do not lie beside the checkout");
            return;
        }

        OnOneCore();
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network);
        Say(
            $"{sentences.Length:N0} sentences, {sentences.Sum(sentence => sentence.Length):N0} words, warm, "
                + "in process, one core"
        );
        var peak = Machine.Peak();
        Beside("lrp float64", Peers.Lrp, ["--dtype", "float64"], Lrp.Default, Precision.Bits64, 1, peak);
        Beside("lrp float32", Peers.Lrp, ["--dtype", "float32"], Lrp.Default, Precision.Bits32, 1, 2 * peak);
        Beside("gi float64", Peers.Gradient, ["--method", "gi"], Gradient.TimesInput, Precision.Bits64, 2, peak);
        Beside("sa float64", Peers.Gradient, ["--method", "sa"], Gradient.Sensitivity, Precision.Bits64, 3, peak);

        void Beside(
            string name,
            string script,
            string[] arguments,
            Method method,
            Precision precision,
            int products,
            double bound
        )
        {
            var (peer, ours) = (new List<double>(), new List<double>());
            Times(5, () => Explain(method, network, sentences, precision, 1));
            for (var round = 0; round < Rounds; round++)
            {
                peer.Add(Peers.WarmMedian(script, arguments));
                ours.AddRange(Times(RunsPerRound, () => Explain(method, network, sentences, precision, 1)));
            }

            var rate = Work(network, sentences, products) / Median(ours) / 1e9;
            Say(
                $"{name}: {Median(ours):F4} s, NumPy {Median(peer):F4} s, ratio "
                    + $"{Median(peer) / Median(ours):F2}; {sentences.Length / Median(ours):N0} sentences/s, "
                    + $"{rate:F1} GFLOP/s, {rate / bound:P0} of the {bound:F0} that the machine can do"
            );
        }
    }

    private static void Threads()
    {
        OnCores((1 << Environment.ProcessorCount) - 1);
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network);
        Times(8, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 2));
        var (one, two) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            one.AddRange(Times(RunsPerRound, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 1)));
            two.AddRange(Times(RunsPerRound, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 2)));
        }

        Say(
            $"threads: one {Median(one):F4} s, two {Median(two):F4} s, ratio {Median(one) / Median(two):F2} "
                + $"(best of each {one.Min() / two.Min():F2})"
        );
    }

    private static void Lengths()
    {
        OnOneCore();
        var network = Subjects.Network(60);
        foreach (var length in new[] { 50, 500, 5_000, 50_000, 1_000_000 })
        {
            var sequence = Subjects.Sequences(1, length);
            Explain(Lrp.Default, network, sequence, Precision.Bits64, 1);
            var seconds = Median(
                Times(
                    Math.Clamp(200_000 / length, 1, 200),
                    () => Explain(Lrp.Default, network, sequence, Precision.Bits64, 1)
                )
            );
            Say(
                $"T = {length:N0}: {seconds / length * 1e6:F2} µs per word; peak memory "
                    + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:F2} GB"
            );
        }
    }

    private static void Sizes()
    {
        OnOneCore();
        var peak = Machine.Peak();
        foreach (var units in new[] { 60, 256, 1024 })
        {
            var network = Subjects.Network(units);
            var sentences = Subjects.Sequences(48, 25);
            foreach (
                var (name, precision, bound) in new[]
                {
                    ("float64", Precision.Bits64, peak),
                    ("float32", Precision.Bits32, 2 * peak),
                }
            )
            {
                Times(3, () => Explain(Lrp.Default, network, sentences, precision, 1));
                var rate =
                    Work(network, sentences, 1)
                    / Median(
                        Times(Math.Max(3, 6000 / units), () => Explain(Lrp.Default, network, sentences, precision, 1))
                    )
                    / 1e9;
                Say($"d = {units}, {name}: {rate:F1} GFLOP/s, {rate / bound:P0} of the peak");
            }
        }
    }

    private static void Stacks()
    {
        const int units = 60;
        OnOneCore();
        Compare(
            "words, projected once and kept",
            layers => Subjects.Network(units, layers),
            Subjects.Sequences(500, 20)
        );
        Compare("numbers", layers => Subjects.OverNumbers(units, layers), Subjects.NumberSequences(500, 20, 2 * units));

        static void Compare(string name, Func<int, RecurrentNetwork> of, ImmutableArray<Sentence> sequences)
        {
            var (one, three) = (of(1), of(3));
            Times(5, () => Explain(Lrp.Default, one, sequences, Precision.Bits64, 1));
            Times(5, () => Explain(Lrp.Default, three, sequences, Precision.Bits64, 1));
            var (ofOne, ofThree) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ofOne.AddRange(Times(RunsPerRound, () => Explain(Lrp.Default, one, sequences, Precision.Bits64, 1)));
                ofThree.AddRange(
                    Times(RunsPerRound, () => Explain(Lrp.Default, three, sequences, Precision.Bits64, 1))
                );
            }

            Say(
                $"stacks of {name}: one layer {Median(ofOne) * 1000:F1} ms, three {Median(ofThree) * 1000:F1} "
                    + $"ms, ratio {Median(ofThree) / Median(ofOne):F2} (best of each "
                    + $"{ofThree.Min() / ofOne.Min():F2})"
            );
        }
    }

    /// <summary>Each method alone, beside LRP in the same round; float64, the predicted class.</summary>
    private static void EachMethod()
    {
        OnOneCore();
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network).Where((_, at) => at % 40 == 0).ToImmutableArray();
        Say($"methods: {sentences.Length} sentences, {sentences.Sum(sentence => sentence.Length):N0} words");
        Times(20, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 1));
        foreach (var method in OfferedMethods.All)
        {
            Times(2, () => Explain(method, network, sentences, Precision.Bits64, 1));
            var (ofMethod, ofLrp) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ofLrp.AddRange(
                    Times(RunsPerRound, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 1))
                );
                ofMethod.AddRange(Times(3, () => Explain(method, network, sentences, Precision.Bits64, 1)));
            }

            Say(
                $"{method.Name}: {Median(ofMethod) / sentences.Length * 1000:F3} ms per sentence, "
                    + $"{Median(ofMethod) / Median(ofLrp):F1} times LRP"
            );
        }
    }

    /// <summary>
    /// Five methods in one call beside the same five alone: what they cost without their forward passes, and one
    /// forward pass.
    /// </summary>
    private static void Together()
    {
        OnOneCore();
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network).Where((_, at) => at % 10 == 0).ToImmutableArray();
        ImmutableArray<Method> quick =
        [
            Lrp.Default,
            Gradient.Sensitivity,
            Gradient.TimesInput,
            Gradient.Saliency,
            Decomposition.Beta,
        ];
        ImmutableArray<Method> mixed =
        [
            Lrp.Default,
            Gradient.TimesInput,
            Decomposition.Beta,
            DeepLift.Default,
            Occlusion.Default,
        ];
        foreach (var five in new[] { quick, mixed })
        {
            ImmutableArray<Action> all =
            [
                .. five.Select<Method, Action>(method =>
                    () => Explain(method, network, sentences, Precision.Bits64, 1)
                ),
                () =>
                {
                    foreach (var _ in network.Predict(sentences)) { }
                },
                () =>
                {
                    foreach (var _ in Pipelines.Explain(five, network, sentences, Target.Predicted)) { }
                },
            ];
            foreach (var action in all)
                Times(2, action);
            var rounds = Enumerable
                .Range(0, RunsPerRound)
                .Select(_ => all.Select(action => Times(1, action)[0]).ToArray())
                .ToArray();
            var medians = all.Select((_, at) => Median([.. rounds.Select(round => round[at])])).ToArray();
            var (forward, together) = (medians[5], medians[6]);
            var bound = medians[..5].Sum(alone => alone - forward) + forward;
            Say(
                $"{string.Join(", ", five.Select(method => method.Name))}: together {together:F3} s, own parts "
                    + $"{bound - forward:F3} s and one forward pass {forward:F3} s: ratio {together / bound:F2}; one after the other {medians[..5].Sum():F3} s"
            );
        }
    }

    /// <summary>LRP by other rules than the usual ones, beside it.</summary>
    private static void EachRule()
    {
        OnOneCore();
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network).Where((_, at) => at % 4 == 0).ToImmutableArray();
        var epsilon = new EpsilonRule(new Stabilizer(0.001), 0);
        ImmutableArray<(string Name, Method Method)> others =
        [
            ("with a ledger", Lrp.WithLedger(RuleSet.Default)),
            .. new[]
            {
                epsilon.AsInPaper,
                GammaRule.Of(0.25, epsilon.Stabilizer),
                GammaRule.OfPositive(0.25, epsilon.Stabilizer),
                AlphaBetaRule.Of(1, epsilon.Stabilizer),
                SquaredWeightsRule.WSquare,
                SquaredWeightsRule.Flat,
            }.Select(rule => (rule.Name, Lrp.With(RuleSet.Of(rule, ProductRule.All, epsilon)))),
            .. new[] { ProductRule.Half, ProductRule.Proportional, ProductRule.Absolute }.Select(product =>
                (product.Name, Lrp.With(RuleSet.Of(epsilon.AsInProgram, product, epsilon)))
            ),
        ];
        foreach (var (name, method) in others)
        {
            Times(2, () => Explain(method, network, sentences, Precision.Bits64, 1));
            var (ofRule, ofLrp) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ofLrp.AddRange(
                    Times(RunsPerRound, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 1))
                );
                ofRule.AddRange(Times(5, () => Explain(method, network, sentences, Precision.Bits64, 1)));
            }

            Say($"{name}: {Median(ofRule) / Median(ofLrp):F1} times the usual LRP");
        }
    }

    private static void Stream()
    {
        const int count = 1_000_000;
        OnOneCore();
        var network = Subjects.DefaultNetwork();
        var sentences = Subjects.TestSet(network);
        var inProcess =
            sentences.Length
            / Median(Times(RunsPerRound, () => Explain(Lrp.Default, network, sentences, Precision.Bits64, 1)));
        var watch = Stopwatch.StartNew();
        var done = 0;
        foreach (
            var _ in Lrp.Default.Explain(
                network,
                Enumerable.Range(0, count).Select(at => sentences[at % sentences.Length]),
                Target.Predicted
            )
        )
        {
            done++;
            if (done is count / 10 or count / 2 or count)
            {
                var rate = done / watch.Elapsed.TotalSeconds;
                Say(
                    $"stream: {done:N0} sentences, {rate:N0} sentences/s ({rate / inProcess:P0} of the rate "
                        + $"in process), peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"
                );
            }
        }
    }

    private static void WholeProcess(string lrp)
    {
        OnOneCore();
        using var folder = new Folder();
        var one = folder.At("one.txt");
        File.WriteAllText(one, File.ReadLines(Peers.TestSet).First() + "\n");
        foreach (var (name, data) in new[] { ("test set", Peers.TestSet), ("one sentence", one) })
        {
            var (peer, ours) = (new List<double>(), new List<double>());
            for (var round = 0; round < 10; round++)
            {
                peer.Add(Peers.WholeProcess(Peers.Lrp, data, folder.At("peer.csv")));
                ours.AddRange(
                    Times(
                        3,
                        () =>
                            Process
                                .Start(
                                    lrp,
                                    ["explain", "--data", data, "--threads", "1", "--out", folder.At("ours.csv")]
                                )
                                .WaitForExit()
                    )
                );
            }

            Say(
                $"whole process, {name}: {Median(ours) * 1000:F0} ms, NumPy {Median(peer) * 1000:F0} ms, "
                    + $"ratio {Median(ours) / Median(peer):F2}"
            );
        }
    }

    /// <summary>
    /// The floating-point operations of the products in a warm run: the recurrent ones, there and back; for the
    /// sensitivity also those back to the words.
    /// </summary>
    private static double Work(RecurrentNetwork network, ImmutableArray<Sentence> sentences, int back)
    {
        var words = sentences.Sum(sentence => (double)sentence.Length);
        return network
            .Recurrent[0]
            .Cells.Sum(directed =>
            {
                var (d, e) = ((double)directed.Cell.Units, (double)directed.Cell.InputSize);
                var backward = back == 1 ? d * d : 4 * d * d;
                return 2
                    * (((words - sentences.Length) * ((4 * d * d) + backward)) + (back == 3 ? words * 4 * d * e : 0));
            });
    }

    private static void Explain(
        Method method,
        RecurrentNetwork network,
        ImmutableArray<Sentence> sentences,
        Precision precision,
        int threads
    )
    {
        foreach (var _ in method.Explain(network, sentences, Target.Predicted, new(threads, precision))) { }
    }

    private static List<double> Times(int runs, Action action) =>
        [
            .. Enumerable
                .Range(0, runs)
                .Select(_ =>
                {
                    var watch = Stopwatch.StartNew();
                    action();
                    return watch.Elapsed.TotalSeconds;
                }),
        ];

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static void OnOneCore() => OnCores(1);

    private static void OnCores(int mask)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = mask;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

        public string At(string file) => Path.Combine(_folder.FullName, file);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
