using System.Diagnostics;
using Strata.Parsing;

namespace Strata.Tests.Documents;

/// <summary>A page as pdftoppm draws it, in grey.</summary>
/// <param name="Scale">Pixels a point.</param>
internal sealed record PagePicture(int Width, int Height, byte[] Pixels, double Scale)
{
    /// <summary>What is darker is ink.</summary>
    private const byte Ink = 200;

    public static async Task<PagePicture> DrawAsync(string pdf, int page, int dpi)
    {
        using var program = Process.Start(
            new ProcessStartInfo("pdftoppm", ["-r", $"{dpi}", "-gray", "-f", $"{page}", "-l", $"{page}", pdf])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        );
        using var drawn = new MemoryStream();
        await program.ShouldNotBeNull().StandardOutput.BaseStream.CopyToAsync(drawn, TestContext.Current.CancellationToken);
        return Read(drawn.ToArray(), dpi / 72.0);
    }

    public bool HasInk(PageBox box) => Inside(box).Any(pixel => Pixels[pixel] < Ink);

    /// <summary>Share of the ink that no box holds.</summary>
    public double InkOutside(IReadOnlyList<PageBox> boxes)
    {
        var ink = Enumerable.Range(0, Width * Height).Where(pixel => Pixels[pixel] < Ink).ToHashSet();
        var all = ink.Count;
        ink.ExceptWith(boxes.SelectMany(Inside));
        return (double)ink.Count / all;
    }

    /// <summary>The page without what is long and straight: rules, borders, underlines.</summary>
    /// <param name="length">In points.</param>
    public PagePicture WithoutRules(double length)
    {
        var (clean, least) = (Pixels.ToArray(), (int)(length * Scale));
        Erase(Height, Width, Width, 1);
        Erase(Width, Height, 1, Width);
        return this with { Pixels = clean };

        void Erase(int lines, int along, int lineStep, int step)
        {
            for (var line = 0; line < lines; line++)
            {
                var begin = 0;
                for (var at = 0; at <= along; at++)
                {
                    if (at < along && Pixels[(line * lineStep) + (at * step)] < Ink)
                    {
                        continue;
                    }

                    for (var rule = at - begin >= least ? begin : at; rule < at; rule++)
                    {
                        clean[(line * lineStep) + (rule * step)] = byte.MaxValue;
                    }

                    begin = at + 1;
                }
            }
        }
    }

    /// <summary>The boxes just outside of which ink stands that is in no other box: each with how much of its edge has some.</summary>
    /// <param name="from">Nearest that is looked at, in points from the box.</param>
    /// <param name="to">Farthest.</param>
    public IEnumerable<(int Box, double Share)> Cut(IReadOnlyList<PageBox> boxes, double from, double to)
    {
        var held = new bool[Pixels.Length];
        foreach (var pixel in boxes.SelectMany(box => Inside(Wider(box, from))))
        {
            held[pixel] = true;
        }

        for (var i = 0; i < boxes.Count; i++)
        {
            var edge = Inside(Wider(boxes[i], to)).Where(pixel => !held[pixel]).ToList();
            var dark = edge.Count(pixel => Pixels[pixel] < Ink);
            if (dark > 0)
            {
                yield return (i, (double)dark / edge.Count);
            }
        }
    }

    private static PageBox Wider(PageBox box, double by) =>
        box with
        {
            Left = box.Left - by,
            Top = box.Top - by,
            Width = box.Width + (2 * by),
            Height = box.Height + (2 * by),
        };

    private static PagePicture Read(byte[] pgm, double scale)
    {
        var at = 0;
        var numbers = new List<int>();
        for (var field = 0; field < 4; field++)
        {
            var start = at;
            while (pgm[at] is not ((byte)' ' or (byte)'\n'))
            {
                at++;
            }

            var word = Encoding.ASCII.GetString(pgm, start, at++ - start);
            numbers.Add(field == 0 ? 0 : int.Parse(word, CultureInfo.InvariantCulture));
        }

        return new(numbers[1], numbers[2], pgm[at..], scale);
    }

    private IEnumerable<int> Inside(PageBox box)
    {
        for (var y = Math.Max(0, (int)Math.Floor(box.Top * Scale)); y < Math.Min(Height, Math.Ceiling(box.Bottom * Scale)); y++)
        {
            for (var x = Math.Max(0, (int)Math.Floor(box.Left * Scale)); x < Math.Min(Width, Math.Ceiling(box.Right * Scale)); x++)
            {
                yield return (y * Width) + x;
            }
        }
    }
}
