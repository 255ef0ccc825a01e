using LrpFunctional.Layers.Recurrent.Gru;

namespace LrpFunctional.Tests.Reference;

/// <summary>
/// r, z = σ(Wx x + bx + Wh h + bh); n = tanh(z_n) with z_n = Wn x + bx_n + r ⊙ u, u = Un h + bh_n, or where the reset
/// gate acts before z_n = Wn x + bx_n + Un (r ⊙ h) + bh_n; h = (1 − z) ⊙ n + z ⊙ h.
/// </summary>
internal sealed class LiteralGru(GruCell cell) : LiteralCell(cell, cell.Gate)
{
    public sealed record Gates(
        double[] X,
        LiteralState Before,
        LiteralState After,
        double[] R,
        double[] Z,
        double[] N,
        double[] Source,
        double[] Zn
    ) : LiteralStep(X, Before, After);

    public override LiteralStep Step(double[] x, LiteralState before)
    {
        double[] FromInput(int block) => Add(Times(cell.Input, block * D, x), InputBias(block));
        double[] FromHidden(int block, double[] h) => Add(Times(cell.Recurrent, block * D, h), RecurrentBias(block));
        var r = Sigmoid(Add(FromInput(0), FromHidden(0, before.H)));
        var z = Sigmoid(Add(FromInput(1), FromHidden(1, before.H)));
        var source = cell.ResetsBefore ? before.H : FromHidden(2, before.H);
        var zn = Add(FromInput(2), cell.ResetsBefore ? FromHidden(2, Multiply(r, source)) : Multiply(r, source));
        double[] n = [.. zn.Select(Math.Tanh)];
        double[] h = [.. n.Select((candidate, j) => ((1 - z[j]) * candidate) + (z[j] * before.H[j]))];
        return new Gates(x, before, new LiteralState(h, []), r, z, n, source, zn);
    }

    public override (double[] ToInput, LiteralState ToBefore) Back(
        LiteralRule rule,
        LiteralStep step,
        LiteralState arriving
    )
    {
        var gates = (Gates)step;
        double[] open = [.. gates.Z.Select(gate => 1 - gate)];
        var toCandidate = rule.SendAsItIs(Multiply(open, gates.N), new double[D], gates.After.H, arriving.H, 2 * D);
        var straight = rule.SendAsItIs(
            Multiply(gates.Z, gates.Before.H),
            new double[D],
            gates.After.H,
            arriving.H,
            2 * D
        );

        double Input(int j, int k) => cell.Input[(2 * D) + j, k];
        double Recurrent(int j, int k) => cell.Recurrent[(2 * D) + j, k];
        var bias = cell.ResetsBefore ? Add(InputBias(2), RecurrentBias(2)) : InputBias(2);
        var passed = Multiply(gates.R, gates.Source);
        var toInput = rule.Send(gates.X, Input, bias, gates.Zn, toCandidate, D + E);
        var through = cell.ResetsBefore
            ? rule.Send(passed, Recurrent, bias, gates.Zn, toCandidate, D + E)
            : rule.Send(
                gates.Before.H,
                Recurrent,
                RecurrentBias(2),
                gates.Source,
                rule.SendAsItIs(passed, bias, gates.Zn, toCandidate, D + E),
                D
            );
        return (toInput, new LiteralState(Add(straight, through), []));
    }

    private double[] InputBias(int block) => [.. cell.InputBias.Skip(block * D).Take(D)];

    private double[] RecurrentBias(int block) => [.. cell.RecurrentBias.Skip(block * D).Take(D)];
}
