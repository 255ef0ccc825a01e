namespace LrpFunctional.Memory;

/// <summary>
/// The same weights laid out for the kernels in either precision, each once, when it is first needed.
/// </summary>
/// <param name="inDouble">The layout in float64.</param>
/// <param name="inSingle">The layout in float32.</param>
internal sealed class InEachPrecision<TDouble, TSingle>(Func<TDouble> inDouble, Func<TSingle> inSingle)
    where TDouble : class
    where TSingle : class
{
    private readonly Lazy<object> _inDouble = new(inDouble);
    private readonly Lazy<object> _inSingle = new(inSingle);

    /// <summary>The layout of type <typeparamref name="TPacked"/>, one of the two.</summary>
    public TPacked As<TPacked>()
        where TPacked : class =>
        typeof(TPacked) == typeof(TDouble) ? (TPacked)_inDouble.Value : (TPacked)_inSingle.Value;
}
