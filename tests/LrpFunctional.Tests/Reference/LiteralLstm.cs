using LrpFunctional.Layers.Recurrent.Lstm;

namespace LrpFunctional.Tests.Reference;

/// <summary>z = Wx x + Wh h + b; i, f, o = σ(z); g = tanh(z_g); c = f ⊙ c + i ⊙ g; h = o ⊙ tanh(c).</summary>
internal sealed class LiteralLstm(LstmCell cell) : LiteralCell(cell, cell.Gate)
{
    public sealed record Gates(
        double[] X,
        LiteralState Before,
        LiteralState After,
        double[] I,
        double[] F,
        double[] G,
        double[] O,
        double[] Zg
    ) : LiteralStep(X, Before, After);

    public override LiteralStep Step(double[] x, LiteralState before)
    {
        double[] Z(int block) =>
            Add(
                Times(cell.Input, block * D, x),
                Times(cell.Recurrent, block * D, before.H),
                [.. cell.Bias.Skip(block * D).Take(D)]
            );
        var (i, f, zg, o) = (Sigmoid(Z(0)), Sigmoid(Z(1)), Z(2), Sigmoid(Z(3)));
        double[] g = [.. zg.Select(Math.Tanh)];
        var c = Add(Multiply(f, before.C), Multiply(i, g));
        double[] h = [.. o.Zip(c, (gate, state) => gate * Math.Tanh(state))];
        return new Gates(x, before, new LiteralState(h, c), i, f, g, o, zg);
    }

    public override (double[] ToInput, LiteralState ToBefore) Back(
        LiteralRule rule,
        LiteralStep step,
        LiteralState arriving
    )
    {
        var gates = (Gates)step;
        var toCell = Add(arriving.C, arriving.H);
        var toCellBefore = rule.SendAsItIs(
            Multiply(gates.F, gates.Before.C),
            new double[D],
            gates.After.C,
            toCell,
            2 * D
        );
        var toCandidate = rule.SendAsItIs(Multiply(gates.I, gates.G), new double[D], gates.After.C, toCell, 2 * D);
        double[] bias = [.. cell.Bias.Skip(2 * D).Take(D)];
        var toInput = rule.Send(gates.X, (j, k) => cell.Input[(2 * D) + j, k], bias, gates.Zg, toCandidate, D + E);
        var toHidden = rule.Send(
            gates.Before.H,
            (j, k) => cell.Recurrent[(2 * D) + j, k],
            bias,
            gates.Zg,
            toCandidate,
            D + E
        );
        return (toInput, new LiteralState(toHidden, toCellBefore));
    }
}
