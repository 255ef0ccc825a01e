using LrpFunctional.Forward;
using LrpFunctional.Numerics;

namespace LrpFunctional.Gradients;

/// <summary>The derivatives of the score by what one LSTM step worked with.</summary>
/// <param name="Before">By h_{t−1} and c_{t−1}.</param>
/// <param name="Preactivations">By z_i, z_f, z_g, z_o, side by side (n × 4d).</param>
public sealed record StepGradient(LstmState Before, Matrix Preactivations);
