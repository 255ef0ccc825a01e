using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>Windows over the image that each step is, as inside a TimeDistributed of Keras.</summary>
/// <param name="Image">How the image lies in a step.</param>
/// <param name="Vertical">The windows from line to line.</param>
/// <param name="Horizontal">The windows from column to column.</param>
public sealed record ImageWindows(ImageShape Image, WindowAxis Vertical, WindowAxis Horizontal) : IWindows
{
    /// <inheritdoc/>
    public int Places => Vertical.Size * Horizontal.Size;

    string IWindows.Name => $"over images of {Image.Name}: {Vertical.Name}; {Horizontal.Name}";

    bool IWindows.IsCausal => true;

    bool IWindows.KeepsSteps => true;

    bool IWindows.AreNeverEmpty => Vertical.IsNeverEmpty && Horizontal.IsNeverEmpty;

    ImageShape IWindows.Reads(int units) => Image;

    ImageShape IWindows.Makes(int channels) => Made with { Channels = channels };

    Option<int> IWindows.Steps(Option<int> read) => read;

    Validation<Fault, Unit> IWindows.Check(FlowShape read) =>
        (Vertical.Check("windows from line to line"), Horizontal.Check("windows from column to column"), Fits(read))
            .Apply((_, _, _) => Prelude.unit)
            .Bind(_ =>
                Validations.Require(
                    Vertical.Windows(Image.Height).IsSome && Horizontal.Windows(Image.Width).IsSome,
                    new Fault(
                        "windows over images",
                        $"an image is {Image.Height} × {Image.Width}, where windows that span {Vertical.Span} × "
                            + $"{Horizontal.Span} are expected to fit",
                        "check the image's sides"
                    )
                )
            );

    Unfolding IWindows.Of(Packing read)
    {
        var places = WindowPlaces.Plane(
            Vertical.Places(Made.Height, Image.Height).AsSpan(),
            Vertical.Size,
            Horizontal.Places(Made.Width, Image.Width).AsSpan(),
            Horizontal.Size,
            Image.Width
        );
        return new Unfolding(
            read,
            WindowPlaces.Repeated(places.AsSpan(), read.Rows, Image.Places),
            Places,
            read.Rows * Image.Places
        );
    }

    private ImageShape Made =>
        Image with
        {
            Height = Vertical.Windows(Image.Height).IfNone(0),
            Width = Horizontal.Windows(Image.Width).IfNone(0),
        };

    private Validation<Fault, Unit> Fits(FlowShape read) =>
        Validations.Require(
            Image is { Height: > 0, Width: > 0, Channels: > 0 } && Image.Units == read.Units,
            new Fault(
                "windows over images",
                $"a step has {read.Units} numbers, where an image of {Image.Name} is expected",
                "check the image's sides and channels"
            )
        );
}
