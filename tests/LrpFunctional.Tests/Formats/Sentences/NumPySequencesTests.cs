using System.IO.Compression;
using System.Text;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class NumPySequencesTests : IDisposable
{
    private const double Nan = double.NaN;

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Whole_numbers_are_the_ids_of_words()
    {
        var path = _sandbox.WriteBytes("ids.npy", DataFiles.Npy("(2, 3)", 1L, 2, 5, 3, 3, 0));
        Assert.Equal(
            ["good bad .", "café café <unk>"],
            SentenceFormat.NumPy.ReadFile(DataFiles.WordModel, path).Select(sentence => $"{sentence}")
        );
        Assert.Equal(
            ["1 2 5", "3 3 0"],
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path).Select(sentence => $"{sentence}")
        );
    }

    [Fact]
    public void Padding_is_cut_off_at_both_ends_and_stays_inside()
    {
        var path = _sandbox.WriteBytes("ids.npy", DataFiles.Npy("(2, 4)", 0L, 2, 0, 0, 0, 2, 0, 5));
        Assert.Equal(
            ["2", "2 0 5"],
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path, padding: 0).Select(sentence => $"{sentence}")
        );
        Assert.Equal(
            ["0 2 0 0", "0 2 0 5"],
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path).Select(sentence => $"{sentence}")
        );
        path = _sandbox.WriteBytes("ids.npy", DataFiles.Npy("(1, 2)", 3L, -1));
        Assert.Equal<int>([3], SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path, padding: -1)[0].Ids);
    }

    [Fact]
    public void Numbers_are_steps_and_features_and_end_where_nothing_but_NaN_follows()
    {
        var path = _sandbox.WriteBytes(
            "numbers.npy",
            DataFiles.Npy("(2, 2, 5)", 1d, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 0, 0, -1, Nan, Nan, Nan, Nan, Nan)
        );
        var sequences = SentenceFormat.NumPy.ReadFile(DataFiles.NumberModel, path);
        Assert.Equal(Matrix.Of(2, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), sequences[0].Numbers);
        Assert.Equal(Matrix.Of(1, 5, [0, 0, 0, 0, -1]), sequences[1].Numbers);
    }

    [Fact]
    public void Whole_numbers_are_numbers_too() =>
        Assert.Equal(
            Matrix.Of(1, 5, [1, 2, 3, 4, 255]),
            SentenceFormat
                .NumPy.ReadFile(
                    DataFiles.NumberModel,
                    _sandbox.WriteBytes("numbers.npy", DataFiles.Npy("|u1", "(1, 1, 5)", [1, 2, 3, 4, 255]))
                )[0]
                .Numbers
        );

    [Fact]
    public void Lengths_labels_and_names_may_stand_beside_the_sequences()
    {
        var path = _sandbox.Npz(
            ("labels", DataFiles.Npy("(2,)", 2L, 0)),
            ("inputs", DataFiles.Npy("(2, 3)", 1L, 2, 5, 3, 9, 9)),
            ("id", DataFiles.Npy("<U2", "(2,)", Encoding.UTF32.GetBytes("a1b\0"))),
            ("lengths", DataFiles.Npy("|u1", "(2,)", [3, 1]))
        );
        var sentences = SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path);
        Assert.Equal(["1 2 5", "3"], sentences.Select(sentence => $"{sentence}"));
        Assert.Equal([2, 0], sentences.Select(sentence => sentence.Label.IfNone(-1)));
        Assert.Equal(["a1", "b"], sentences.Select(sentence => sentence.Id.IfNone("")));
    }

    [Fact]
    public void Sequences_of_different_lengths_may_stand_one_after_another()
    {
        var path = _sandbox.Npz(
            ("values", DataFiles.Npy("(3,)", 1L, 2, 5)),
            ("lengths", DataFiles.Npy("(2,)", 1L, 2)),
            ("ids", DataFiles.Npy("(2,)", 70L, 71))
        );
        Assert.Equal(
            ["1", "2 5"],
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path).Select(sentence => $"{sentence}")
        );
        Assert.Equal(
            ["70", "71"],
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path).Select(sentence => sentence.Id.IfNone(""))
        );
        path = _sandbox.Npz(
            ("values", DataFiles.Npy("(2, 5)", 1d, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
            ("lengths", DataFiles.Npy("(2,)", 1L, 1))
        );
        Assert.Equal(
            Matrix.Of(1, 5, [6, 7, 8, 9, 10]),
            SentenceFormat.NumPy.ReadFile(DataFiles.NumberModel, path)[1].Numbers
        );
    }

    [Fact]
    public void The_only_array_of_a_file_may_have_any_name() =>
        Assert.Equal<int>(
            [4],
            SentenceFormat
                .NumPy.ReadFile(DataFiles.IdModel, _sandbox.Npz(("arr_0", DataFiles.Npy("(1, 1)", 4L))))[0]
                .Ids
        );

    [Fact]
    public void Arrays_that_do_not_fit_the_model_are_named_with_their_shapes()
    {
        RefusesWords(
            DataFiles.Npy("(1, 1, 2)", 1L, 2),
            "data.npy: it is <i8 of shape 1×1×2, where the ids of words, integers of shape N×T, are expected"
        );
        RefusesWords(DataFiles.Npy("(1, 2)", 1d, 2), "data.npy: it is <f8 of shape 1×2, where the ids of words");
        RefusesWords(
            DataFiles.Npy("(2, 2)", 1L, 2, 3, 12),
            "data.npy, sequence 2: id 2 is 12, where a number from 0 to 11 is expected"
        );
        RefusesWords(
            DataFiles.Npy("(1, 2)", 1L, -1),
            "data.npy, sequence 1: id 2 is -1, where a number from 0 to 11 is expected; count words from 0, "
                + "and say which id is padding"
        );
        RefusesWords(DataFiles.Npy("|O", "(2,)", [1, 2, 3]), "data.npy: it holds Python's objects");
        RefusesNumbers(
            DataFiles.Npy("(1, 1, 2)", 1d, 2),
            "data.npy: it is <f8 of shape 1×1×2, where numbers of shape N×T×5 are expected"
        );
        RefusesNumbers(
            DataFiles.Npy("(1, 5)", 1d, 2, 3, 4, 5),
            "data.npy: it is <f8 of shape 1×5, where numbers of shape N×T×5 are expected"
        );
        RefusesNumbers(
            DataFiles.Npy("(1, 1, 5)", 1d, 2, Nan, 4, 5),
            "data.npy, sequence 1, step 1, feature 2: it is NaN, where a finite number is expected"
        );
        RefusesNumbers(
            DataFiles.Npy("(1, 1, 5)", 1d, 2, 3, 4, double.NegativeInfinity),
            "sequence 1, step 1, feature 4: it is -Infinity"
        );
        RefusesNumbers(
            DataFiles.Npy("(1, 2, 5)", Nan, Nan, Nan, Nan, Nan, 1, 2, 3, 4, 5),
            "sequence 1, step 1, feature 0: it is NaN"
        );
        RefusesNumbers(DataFiles.Npy("(1, 1, 5)", Nan, Nan, Nan, Nan, Nan), "data.npy, sequence 1: there is no step");
    }

    [Fact]
    public void A_sequence_of_nothing_but_padding_is_named()
    {
        var path = _sandbox.WriteBytes("data.npy", DataFiles.Npy("(2, 2)", 3L, 0, 0, 0));
        var exception = Assert.Throws<FaultException>(() =>
            SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, path, padding: 0)
        );
        Assert.Contains(
            "data.npy, sequence 2: there is no id besides padding",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Arrays_that_do_not_fit_each_other_are_named()
    {
        var (inputs, values) = (
            ("inputs", DataFiles.Npy("(2, 2)", 1L, 2, 3, 4)),
            ("values", DataFiles.Npy("(3,)", 1L, 2, 3))
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("labels", DataFiles.Npy("(1,)", 1L))),
            "data.npz: labels: it is <i8 of shape 1, where one for each of the 2 sequences is expected"
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("labels", DataFiles.Npy("(2,)", 1d, 2))),
            "data.npz: labels: it is <f8 of shape 2, where whole numbers or texts are expected"
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("labels", DataFiles.Npy("(2,)", 1L, 3))),
            "data.npz, sequence 2: the label is \"3\""
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("lengths", DataFiles.Npy("(2,)", 1L, 3))),
            "data.npz: lengths, sequence 2: the length is 3, where 1 to 2 is expected"
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("lengths", DataFiles.Npy("(2,)", 1L, 0))),
            "lengths, sequence 2: the length is 0"
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("lengths", DataFiles.Npy("(1,)", 1L))),
            "lengths: it is <i8 of shape 1, where one for each of the 2 sequences is expected"
        );
        RefusesFile(
            _sandbox.Npz(inputs, ("length", DataFiles.Npy("(2,)", 1L, 1))),
            "data.npz: length: it is none of the arrays inputs, values, lengths, static, labels, id, ids"
        );
        RefusesFile(
            _sandbox.Npz(values, ("labels", DataFiles.Npy("(1,)", 1L))),
            "data.npz: there are values, but no lengths"
        );
        RefusesFile(
            _sandbox.Npz(values, ("lengths", DataFiles.Npy("(1,)", 2L))),
            "data.npz: the lengths add up to 2, where there are 3 steps"
        );
        RefusesFile(
            _sandbox.Npz(values, ("lengths", DataFiles.Npy("(1, 1)", 3L))),
            "lengths: it is <i8 of shape 1×1, where one whole number for each sequence is expected"
        );
        RefusesFile(
            _sandbox.Npz(("labels", DataFiles.Npy("(1,)", 2L)), ("id", DataFiles.Npy("(1,)", 2L))),
            "data.npz: its arrays are id, labels, where inputs or values is expected"
        );
    }

    [Fact]
    public void A_file_that_is_neither_kind_is_refused_and_so_is_a_pipe()
    {
        RefusesFile(
            _sandbox.Write("data.npy", "This is no such thing."),
            "data.npy: it does not begin as a .npy file does"
        );
        RefusesFile(_sandbox.Write("data.npz", ""), "data.npz: it does not begin as a .npy file does");
        RefusesFile(_sandbox.Write("data.npz", "PK, but no zip file"), "data.npz: it is no whole zip file");
        RefusesFile(_sandbox.At("nothing.npy"), "nothing.npy: there is no such file");
        var pipe = Assert.Throws<FaultException>(() => SentenceFormat.NumPy.Read(DataFiles.IdModel, "text"));
        Assert.Contains("data: it is a pipe, where a file is expected", pipe.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault()
    {
        var path = _sandbox.Npz(("inputs", DataFiles.Npy("(1, 2)", 1L, 2)), ("labels", DataFiles.Npy("(1,)", 1L)));
        Assert.All(
            _sandbox.EachCut(path),
            cut => Assert.Throws<FaultException>(() => SentenceFormat.NumPy.ReadFile(DataFiles.IdModel, cut))
        );
    }

    [Fact]
    public void What_unfolds_to_a_thousand_times_its_size_is_refused()
    {
        using (var archive = new ZipArchive(File.Create(_sandbox.At("bomb.npz")), ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("inputs.npy", CompressionLevel.SmallestSize).Open())
        {
            entry.Write(DataFiles.Npy("|u1", "(1000, 200000)", []));
            var zeros = new byte[200_000];
            for (var i = 0; i < 1000; i++)
                entry.Write(zeros);
        }

        RefusesFile(_sandbox.At("bomb.npz"), "more than 1000 times as many");
    }

    private void RefusesWords(byte[] array, string message) =>
        RefusesFile(_sandbox.WriteBytes("data.npy", array), message);

    private void RefusesNumbers(byte[] array, string message) =>
        RefusesFile(_sandbox.WriteBytes("data.npy", array), message, DataFiles.NumberModel);

    private static void RefusesFile(string path, string message) => RefusesFile(path, message, DataFiles.IdModel);

    private static void RefusesFile(string path, string message, string model) =>
        Assert.Contains(
            message,
            Assert.Throws<FaultException>(() => SentenceFormat.NumPy.ReadFile(model, path)).Message,
            StringComparison.Ordinal
        );
}
