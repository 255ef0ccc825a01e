namespace LrpFunctional.Layers;

/// <summary>The numbers of the epsilon rule.</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="BiasFactor">δ.</param>
internal readonly record struct EpsilonNumbers(double Epsilon, double BiasFactor);
