using LrpFunctional.Layers.Windows;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Layers.Windows;

/// <summary>The windows of one lane, each with the places that it finds, in the order of steps.</summary>
/// <param name="Places">x of each place.</param>
/// <param name="Windows">The places of each window, −1 where nothing is.</param>
/// <param name="OfStep">How many windows make a step.</param>
/// <param name="Layout">How the numbers of a step lie.</param>
internal sealed record LiteralLane(double[][] Places, int[][] Windows, int OfStep, ImageShape Layout)
{
    public static LiteralLane Of(IWindows windows, Matrix rows, Packing packing, int lane)
    {
        var steps = packing.RowsOf(lane).Select(row => rows.Row(row).ToArray()).ToArray();
        if (windows is TimeWindows time)
            return new(steps, LiteralWindows.Along(time.Time, steps.Length), 1, new ImageShape(1, 1, rows.Columns));
        var over = (ImageWindows)windows;
        var image = over.Image;
        var places =
            from step in steps
            from line in Enumerable.Range(0, image.Height)
            from column in Enumerable.Range(0, image.Width)
            select Enumerable
                .Range(0, image.Channels)
                .Select(channel => step[At(image, line, column, channel)])
                .ToArray();
        var ofImage = LiteralWindows.Over(over.Vertical, image.Height, over.Horizontal, image.Width);
        var all =
            from step in Enumerable.Range(0, steps.Length)
            from window in ofImage
            select window.Select(place => place < 0 ? -1 : (step * image.Places) + place).ToArray();
        var made = image with
        {
            Height = LiteralWindows.Along(over.Vertical, image.Height).Length,
            Width = LiteralWindows.Along(over.Horizontal, image.Width).Length,
        };
        return new([.. places], [.. all], ofImage.Length, made);
    }

    /// <summary>The rows of the lane's steps, of numbers for each window.</summary>
    public double[] Rows(IEnumerable<double[]> ofWindows) =>
        [.. ofWindows.Chunk(OfStep).SelectMany(step => Step(step, Layout with { Channels = step[0].Length }))];

    /// <summary>The numbers of each window, of the rows of the lane's steps.</summary>
    public double[][] OfWindows(double[][] steps, int channels)
    {
        var made = Layout with { Channels = channels };
        return
        [
            .. from step in steps
            from place in Enumerable.Range(0, OfStep)
            select Enumerable
                .Range(0, channels)
                .Select(channel => step[At(made, place / made.Width, place % made.Width, channel)])
                .ToArray(),
        ];
    }

    /// <summary>The rows of what was read, of numbers for each place.</summary>
    public static double[] Read(IWindows windows, double[][] places) =>
        windows is ImageWindows over
            ? [.. places.Chunk(over.Image.Places).SelectMany(step => Step(step, over.Image))]
            : [.. places.SelectMany(place => place)];

    private static double[] Step(double[][] places, ImageShape image)
    {
        var step = new double[image.Units];
        for (var place = 0; place < places.Length; place++)
        {
            for (var channel = 0; channel < image.Channels; channel++)
                step[At(image, place / image.Width, place % image.Width, channel)] = places[place][channel];
        }

        return step;
    }

    private static int At(ImageShape image, int line, int column, int channel) =>
        image.IsChannelsFirst
            ? (((channel * image.Height) + line) * image.Width) + column
            : (((line * image.Width) + column) * image.Channels) + channel;
}
