using Strata.Parsing.Sheets;

namespace Strata.Parsing;

/// <summary>The smallest places around many: a box for each page, an area for each sheet.</summary>
public static class EnclosingPlaces
{
    /// <returns>In the order of the first of each; empty if there are neither boxes nor cells.</returns>
    public static IReadOnlyList<Place> Of(IEnumerable<Place> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var around = new List<Place>();
        foreach (var place in places)
        {
            if (place is not ({ Page: not null, Box: not null } or { Sheet: not null, Cells: not null }))
            {
                continue;
            }
            var at = around.FindIndex(p => p.Page == place.Page && p.Sheet == place.Sheet && p.Part == place.Part);
            if (at < 0)
            {
                around.Add(
                    new()
                    {
                        Part = place.Part,
                        Page = place.Page,
                        Box = place.Box,
                        Sheet = place.Sheet,
                        Cells = place.Cells,
                    }
                );
                continue;
            }
            around[at] = around[at] with
            {
                Box = around[at].Box is { } box && place.Box is { } other ? box.Around(other) : around[at].Box ?? place.Box,
                Cells = Around(around[at].Cells, place.Cells),
            };
        }
        return around;
    }

    private static string? Around(string? cells, string? other) =>
        CellAddress.ReadArea(cells) is { } a && CellAddress.ReadArea(other) is { } b
            ? new CellArea(
                Math.Min(a.FirstColumn, b.FirstColumn),
                Math.Min(a.FirstRow, b.FirstRow),
                Math.Max(a.LastColumn, b.LastColumn),
                Math.Max(a.LastRow, b.LastRow)
            ).ToString()
            : cells ?? other;
}
