using System.Collections.Frozen;

namespace Strata.Parsing.Json;

/// <summary>
/// Decides whether a top-level object is an envelope around records (<c>{"contacts": […], "meta": …}</c>) or a record itself
/// (<c>{"number": "7", "customer": …, "lines": […]}</c>).
/// <para>Properties that are non-empty arrays of objects can hold records. They do where nearly all of the object is in them (nine tenths
/// of its bytes, at least <see cref="ManyElements"/> elements). Otherwise the object must look like mere wrapping: its other properties are the
/// usual ones (counts, paging, versions, …), or, beside a single array, at most <see cref="MostOwnProperties"/> others that are not an
/// identity (an id, a number, an address), and the array is not by its name a detail (lines, addresses, …) of them.</para>
/// <para>Several arrays make a document each; those that are wrapping by their name (links, errors, …) do not beside others.</para>
/// </summary>
internal static class JsonEnvelope
{
    private const int MostOwnProperties = 2;
    private const int ManyElements = 20;
    private const double Mostly = 0.9;

    private static readonly FrozenSet<string> Wrapping = new[]
    {
        "count", "cursor", "end", "errors", "etag", "exported", "exportedat", "exportedby", "format", "generated", "generatedat", "generatedby",
        "generator", "hasmore", "header", "info", "kind", "limit", "links", "meta", "metadata", "next", "nextcursor", "nextpage", "object", "offset",
        "ok", "page", "pages", "pagesize", "paging", "pagination", "perpage", "prev", "previous", "schema", "schemaversion", "size", "source", "start",
        "status", "success", "timestamp", "total", "totalcount", "totalpages", "type", "updatedat", "url", "version",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Details = new[]
    {
        "addresses", "attachments", "attendees", "children", "details", "emails", "identifiers", "items", "lineitems", "lines", "parts", "phones",
        "positions", "products", "steps", "tags",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The properties that hold records; none where the object is a record itself.</summary>
    public static IReadOnlyList<TopProperty> RecordArrays(IReadOnlyList<TopProperty> properties)
    {
        var arrays = properties.Where(property => property.Elements > 0).ToList();
        if (arrays.Count == 0)
        {
            return [];
        }

        var inArrays = arrays.Sum(array => array.Value.Length);
        var whole = properties[^1].Value.End - properties[0].Start;
        var own = properties.Where(property => property.Elements == 0).Select(property => Fold(property.Name)).Where(name => !Wrapping.Contains(name)).ToList();
        var isMostly = inArrays >= Mostly * whole && arrays.Sum(array => array.Elements) >= ManyElements;
        if (!isMostly && own.Count > 0 && (arrays.Count > 1 || own.Count > MostOwnProperties || own.Exists(IsIdentity) || Details.Contains(Fold(arrays[0].Name))))
        {
            return [];
        }

        return arrays.Where(array => !Wrapping.Contains(Fold(array.Name))).ToList() is { Count: > 0 } records ? records : arrays;
    }

    private static bool IsIdentity(string folded) =>
        folded is "id" or "uuid" or "email" or "phone" or "firstname" or "lastname"
        || folded.EndsWith("number", StringComparison.Ordinal)
        || (folded.Length > 3 && (folded.EndsWith("id", StringComparison.Ordinal) || folded.EndsWith("no", StringComparison.Ordinal)));

    private static string Fold(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
