using Spectre.Console;

namespace Strata.Cli.Search;

/// <summary>Shows hits for people: two or three lines each, and how the hits are spread.</summary>
internal sealed class HitList(IAnsiConsole console)
{
    private const int Width = 110;

    public void Write(IReadOnlyList<SearchHit> hits, SearchResults results)
    {
        var writer = console.Profile.Out.Writer;
        if (hits.Count == 0)
        {
            writer.WriteLine("Nothing found.");
            Tried(writer, results.Tried);
            return;
        }
        for (var i = 0; i < hits.Count; i++)
        {
            Hit(writer, i + 1, hits[i]);
        }
        if (results.Facets is { } facets)
        {
            writer.WriteLine();
            writer.WriteLine(Terminal.Short(Spread(facets), Width * 2));
        }
    }

    private static void Hit(TextWriter writer, int number, SearchHit hit)
    {
        var title = hit.Entity?.Title ?? hit.FileName ?? hit.Entity?.EntityId ?? hit.SourceId ?? "";
        string?[] facts =
        [
            hit.Entity?.EntityType ?? "source",
            Terminal.Short(title, 60),
            hit.Date,
            hit.Amount,
            hit.Entity?.EntityId ?? hit.SourceId,
        ];
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{number, 3}  {string.Join("  ", facts.Where(f => f is not null).Select(f => Terminal.Safe(f ?? "")))}"
            )
        );
        if (hit.Snippet is { Length: > 0 } snippet && snippet != title)
        {
            writer.WriteLine("     " + Terminal.Short(snippet, Width));
        }
        var source = hit.FileName is { } file && file != title ? $"in {Terminal.Short(file, 50)}; " : "";
        writer.WriteLine($"     {source}found by {Terminal.Safe(string.Join(", ", hit.Matched))}");
    }

    private static string Spread(SearchFacets facets)
    {
        static string Of(string name, IReadOnlyList<FacetCount> counts) =>
            counts.Count == 0 ? "" : $"{name}: {string.Join(", ", counts.Take(5).Select(c => $"{c.Value} {c.Count}"))}";
        var hits = facets.AtLeast ? $"the best {facets.Hits} of more" : $"{facets.Hits} found";
        string[] parts = [hits, Of("types", facets.Types), Of("years", facets.Years), Of("sources", facets.Sources)];
        return string.Join(" | ", parts.Where(p => p.Length > 0));
    }

    private static void Tried(TextWriter writer, SearchAttempt? tried)
    {
        if (tried is null)
        {
            return;
        }
        foreach (var (word, forms) in tried.Words)
        {
            writer.WriteLine(
                forms.Count == 0
                    ? $"  no document has '{Terminal.Safe(word)}' or a form of it"
                    : $"  '{Terminal.Safe(word)}', also as {Terminal.Safe(string.Join(", ", forms))}"
            );
        }
        if (tried.Filters.Count > 0)
        {
            writer.WriteLine($"  with {Terminal.Safe(string.Join(' ', tried.Filters))}");
        }
        if (tried.Near.Count > 0)
        {
            writer.WriteLine($"  did you mean {Terminal.Safe(string.Join(", ", tried.Near))}?");
        }
    }
}
