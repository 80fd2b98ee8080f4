namespace Strata.Cli.Output;

/// <summary>
/// Describes a location in a source: <c>page 3, 72,640 to 210,652 pt</c>, <c>Sheet1!B7</c>, <c>bytes 812–827</c>.
/// </summary>
internal static class PlaceText
{
    /// <summary>Describes the first place, with the bounding box of all places on its page and the byte range over its part.</summary>
    public static string Of(IReadOnlyList<PlaceView> places)
    {
        if (places.Count == 0)
        {
            return "";
        }
        var place = places[0];
        var parts = new List<string>();
        if (place.Page is { } page)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page {page}"));
        }
        var boxes = places.Where(p => p.Page == place.Page).Select(p => p.Box).OfType<BoxView>().ToList();
        if (boxes.Count > 0)
        {
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{boxes.Min(b => b.Left):0},{boxes.Min(b => b.Top):0} to {boxes.Max(b => b.Left + b.Width):0},{boxes.Max(b => b.Top + b.Height):0} pt"
                )
            );
        }
        if (place.Cells is { } cells)
        {
            parts.Add(place.Sheet is { } sheet ? $"{sheet}!{cells}" : cells);
        }
        if (place.Part is { } part)
        {
            parts.Add(part);
        }
        if (place.Path is { } path)
        {
            parts.Add(path);
        }
        if (place.Bytes is { } bytes)
        {
            var end = places.Where(p => p.Part == place.Part).Max(p => p.Bytes is { } b ? b.Start + b.Length : 0);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"bytes {bytes.Start}–{end}"));
        }
        return Terminal.Safe(string.Join(", ", parts));
    }
}
