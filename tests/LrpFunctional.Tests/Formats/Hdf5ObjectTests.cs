using System.Text;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class Hdf5ObjectTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 12).Select(n => (n - 6) / 8.0)];

    [Theory]
    [InlineData("f2-little", ElementType.F16)]
    [InlineData("f4-little", ElementType.F32)]
    [InlineData("f8-little", ElementType.F64)]
    [InlineData("f4-big", ElementType.F32)]
    [InlineData("f8-big", ElementType.F64)]
    public void Numbers_are_the_same_whichever_type_they_are_stored_in(string name, ElementType type) =>
        Assert.All(
            ["kinds.h5", "latest.h5"],
            file =>
            {
                var numbers = Root(file)[$"numbers/{name}"].Numbers;
                Assert.Equal(Values, numbers.Tensor.Values.Span.ToArray());
                Assert.Equal<int>([3, 4], numbers.Tensor.Shape);
                Assert.Equal(type, numbers.Tensor.Type);
                Assert.Equal<int>([4, 3], numbers.Transposed.Shape);
                Assert.Equal([-0.75, -0.25, 0.25], numbers.Transposed.Values.Row(0).ToArray());
            }
        );

    [Theory]
    [InlineData("integers", "not floating-point")]
    [InlineData("single", "the shape is ()")]
    [InlineData("cube", "the shape is (2, 2, 2)")]
    [InlineData("unwritten", "it holds no numbers")]
    [InlineData("virtual", "put together from others")]
    [InlineData("elsewhere", "its numbers lie in another file")]
    public void Numbers_of_other_kinds_are_refused_by_name(string name, string problem) =>
        Assert.All(
            ["kinds.h5", "latest.h5"],
            file =>
            {
                var message = Assert.Throws<FaultException>(() => Root(file)[$"refused/{name}"].Numbers.Tensor).Message;
                Assert.Contains($"{file}: refused/{name}: ", message, StringComparison.Ordinal);
                Assert.Contains(problem, message, StringComparison.Ordinal);
            }
        );

    [Theory]
    [InlineData("kinds.h5")]
    [InlineData("latest.h5")]
    public void Links_lead_to_objects_of_the_file_only_and_never_in_a_circle(string file)
    {
        var links = Root(file)["links"];
        Assert.Equal<string>(["again", "hard"], links.Names);
        Assert.Equal(
            [-0.75, -0.625, -0.5, -0.375],
            links["again/again/again/hard"].Numbers.Tensor.Values.Span.ToArray()
        );
        Assert.Contains(
            "links: it has no other",
            Assert.Throws<FaultException>(() => links["other"]).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("kinds.h5")]
    [InlineData("latest.h5")]
    public void Texts_are_read_however_they_are_stored(string file)
    {
        string[] Texts(string name) =>
            Root(file)["texts"].Texts(name).Match(texts => texts.ToArray(), () => ["there is none"]);
        Assert.Equal([string.Concat(Enumerable.Repeat("café ", 5000))], Texts("any"));
        Assert.Equal(["a", "", "café"], Texts("list"));
        Assert.Equal(["a", "bcd"], Texts("fixed"));
        Assert.Equal(["ab"], Texts("spaced"));
        Assert.Equal([], Texts("none"));
        Assert.Equal(["there is none"], Texts("another"));
        Assert.Contains(
            "the attribute number is no text",
            Assert.Throws<FaultException>(() => Texts("number")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_group_may_have_many_objects_as_h5py_writes_them_by_default()
    {
        Assert.Equal(100, Root("kinds.h5")["many"].Names.Length);
        Assert.Contains(
            "more links than its header holds",
            Assert.Throws<FaultException>(() => Root("latest.h5")["many"].Names).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "more attributes than its header holds",
            Assert.Throws<FaultException>(() => Root("latest.h5")["many"].Texts("text 1")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("kinds.h5")]
    [InlineData("latest.h5")]
    public void A_file_cut_off_anywhere_is_a_fault(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Hdf5", file));
        Assert.All(
            Enumerable.Range(0, 500).Select(step => step * whole.Length / 500),
            length => Assert.Throws<FaultException>(() => Hdf5Object.Root("cut", whole.AsMemory(0, length)))
        );
    }

    [Theory]
    [InlineData("kinds.h5")]
    [InlineData("latest.h5")]
    public void A_tree_whose_branches_meet_and_a_header_that_comes_back_are_faults_and_no_endless_reading(string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture("Hdf5", file));
        foreach (
            var at in Enumerable
                .Range(0, whole.Length / 8)
                .Where(at => BitConverter.ToInt64(whole, at * 8) is > 0 and var address && address < whole.Length)
        )
        {
            // Each address in turn leads somewhere else: to a tree, a header, or a heap.
            var targets = new[] { "TREE", "OHDR", "HEAP", "SNOD" }.Select(signature =>
                whole.AsSpan().IndexOf(Encoding.ASCII.GetBytes(signature))
            );
            foreach (var target in targets.Where(target => target > 0))
            {
                byte[] changed = [.. whole];
                BitConverter.TryWriteBytes(changed.AsSpan(at * 8), (long)target);
                ReadAll(changed);
            }
        }
    }

    private static void ReadAll(byte[] bytes)
    {
        try
        {
            var root = Hdf5Object.Root("changed", bytes);
            foreach (var item in root.Names.Select(name => root[name]))
            {
                _ = item.Texts("any");
                _ = item.Names.Select(name => item[name].Numbers.Tensor).ToArray();
            }
        }
        catch (FaultException exception)
        {
            Assert.NotEmpty(exception.Faults);
        }
    }

    private static Hdf5Object Root(string file) =>
        Hdf5Object.Root(file, File.ReadAllBytes(Sandbox.Fixture("Hdf5", file)));
}
