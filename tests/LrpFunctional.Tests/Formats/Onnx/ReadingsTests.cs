using LrpFunctional.Layers.Readings;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Onnx;

/// <summary>What is read of the states, however it is computed.</summary>
public sealed class ReadingsTests
{
    [Fact]
    public void A_mean_is_one_however_it_is_taken()
    {
        var states = OnnxNetworks.Empty().Recurrent().States();
        var mean = states.Node("ReduceMean", "states", "state", ("axes", (int[])[1]), ("keepdims", 0)).Dense();
        Assert.Equal(Reading.Mean, OnnxReading.Read(mean).Config.Architecture.Reading);
        var sum = states.Integers("time", 1).Integer("one", 1).Node("ReduceSum", "states time", "sum", ("keepdims", 0));
        OnnxReading.AssertSame(
            mean,
            sum.Node("Shape", "input", "sizes")
                .Node("Gather", "sizes one", "length")
                .Node("Cast", "length", "count", ("to", 1))
                .Node("Div", "sum count", "state")
                .Dense()
        );
        OnnxReading.AssertSame(
            mean,
            states
                .Node("Transpose", "states", "channels", ("perm", (int[])[0, 2, 1]))
                .Node("GlobalAveragePool", "channels", "pooled")
                .Node("Flatten", "pooled", "state")
                .Dense()
        );
        OnnxReading.AssertSame(
            mean,
            OnnxNetworks
                .Empty(18)
                .Recurrent()
                .Integers("time", 0)
                .Node("ReduceMean", "Y time", "each", ("keepdims", 0))
                .Node("Transpose", "each", "rows", ("perm", (int[])[1, 0, 2]))
                .Node("Flatten", "rows", "state")
                .Dense()
        );
        OnnxReading.AssertSame(
            mean,
            OnnxGraph
                .Of(17)
                .Input("input", OnnxGraph.Int64, 3, 4)
                .Output("scores")
                .Recurrent()
                .States()
                .Integers("time", 1)
                .Node("ReduceSum", "states time", "sum", ("keepdims", 0))
                .Floats("four", [], 4)
                .Node("Div", "sum four", "state")
                .Dense()
        );
        OnnxReading.AssertRefused(
            sum.Floats("four", [], 4).Node("Div", "sum four", "state").Dense(),
            "Div node",
            "length of the sequence"
        );
    }

    [Fact]
    public void A_greatest_state_is_one_however_it_is_taken()
    {
        var states = OnnxNetworks.Empty().Recurrent().States();
        var greatest = states.Node("ReduceMax", "states", "state", ("axes", (int[])[-2]), ("keepdims", 0)).Dense();
        Assert.Equal(Reading.Max, OnnxReading.Read(greatest).Config.Architecture.Reading);
        OnnxReading.AssertSame(
            greatest,
            states
                .Node("Transpose", "states", "channels", ("perm", (int[])[0, 2, 1]))
                .Node("GlobalMaxPool", "channels", "pooled")
                .Node("Flatten", "pooled", "state")
                .Dense()
        );
    }

    [Fact]
    public void Attention_is_one_however_it_is_summed()
    {
        var states = OnnxNetworks
            .Empty()
            .Recurrent()
            .States()
            .Integers("time", 1)
            .Integers("units", 2)
            .Floats("column", [4, 1], OnnxNetworks.Numbers(8, 4))
            .Node("MatMul", "states column", "sums")
            .Node("Softmax", "sums", "weights", ("axis", 1));
        var attended = states
            .Node("Mul", "weights states", "weighed")
            .Node("ReduceSum", "weighed time", "state", ("keepdims", 0))
            .Dense();
        Assert.Equal(Reading.Attention, OnnxReading.Read(attended).Config.Architecture.Reading);
        OnnxReading.AssertSame(
            attended,
            states
                .Node("Transpose", "weights", "row", ("perm", (int[])[0, 2, 1]))
                .Node("MatMul", "row states", "one")
                .Node("Squeeze", "one time", "state")
                .Dense()
        );
        OnnxReading.AssertSame(
            attended,
            states
                .Node("Transpose", "states", "columns", ("perm", (int[])[0, 2, 1]))
                .Node("MatMul", "columns weights", "one")
                .Node("Squeeze", "one units", "state")
                .Dense()
        );
        OnnxReading.AssertSame(
            attended,
            OnnxNetworks
                .Empty()
                .Recurrent()
                .States()
                .Integers("time", 1)
                .Integers("units", 2)
                .Floats("column", [4], OnnxNetworks.Numbers(8, 4))
                .Node("MatMul", "states column", "sums")
                .Node("Softmax", "sums", "flat")
                .Node("Unsqueeze", "flat units", "weights")
                .Node("Mul", "states weights", "weighed")
                .Node("ReduceSum", "weighed time", "state", ("keepdims", 0))
                .Dense()
        );
    }

    [Fact]
    public void Dense_layers_may_see_all_positions_before_one_is_kept()
    {
        var states = OnnxNetworks.Empty().Recurrent().States().Integer("last", -1);
        var kept = states
            .Node("Gather", "states last", "state", ("axis", 1))
            .Dense("sums")
            .Node("Sigmoid", "sums", "scores");
        Assert.Equal(Reading.LastPosition, OnnxReading.Read(kept).Config.Architecture.Reading);
        OnnxReading.AssertSame(
            kept,
            states
                .Floats("output_weight", [2, 4], OnnxNetworks.Numbers(5, 8))
                .Floats("output_bias", [2], OnnxNetworks.Numbers(6, 2))
                .Node("Transpose", "output_weight", "columns")
                .Node("MatMul", "states columns", "products")
                .Node("Add", "products output_bias", "sums")
                .Node("Sigmoid", "sums", "all")
                .Node("Gather", "all last", "scores", ("axis", 1))
        );
    }
}
