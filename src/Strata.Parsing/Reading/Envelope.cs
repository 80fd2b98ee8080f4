using System.Collections.Frozen;

namespace Strata.Parsing.Reading;

/// <summary>A named value of a source's top-level object.</summary>
/// <param name="Length">Size of the value in the source, in any one unit.</param>
/// <param name="Elements">Number of elements if the value is a non-empty list of objects, otherwise 0.</param>
/// <param name="IsIdentified">True if the elements have an id or address of their own.</param>
internal readonly record struct EnvelopeMember(string Name, long Length, long Elements, bool IsIdentified);

/// <summary>
/// Decides, for all formats alike, whether a source's top-level object is an envelope around lists of records (<c>{"contacts": […], "meta":
/// …}</c>) or a record itself (<c>{"number": "7", "customer": …, "lines": […]}</c>).
/// <para>It is an envelope if its own values are only typical wrapping (counts, paging, versions, …), or if at most <see cref="MaxOwn"/>
/// others, none of them an identity (an id, a number, an address), accompany one list whose name doesn't make it a detail (lines, items,
/// addresses, …). A list that is nearly all of the object (nine tenths, at least <see cref="ManyElements"/> elements) holds records
/// whatever accompanies it. A detail list belongs to the object whatever its length, unless its elements have identities and the object has
/// none.</para>
/// </summary>
internal static class Envelope
{
    private const int MaxOwn = 2;
    private const int ManyElements = 20;
    private const double Mostly = 0.9;

    private static readonly FrozenSet<string> Wrapping = new[]
    {
        "count",
        "cursor",
        "end",
        "errors",
        "etag",
        "exported",
        "exportedat",
        "exportedby",
        "format",
        "generated",
        "generatedat",
        "generatedby",
        "generator",
        "hasmore",
        "header",
        "info",
        "kind",
        "limit",
        "links",
        "meta",
        "metadata",
        "next",
        "nextcursor",
        "nextpage",
        "nextpagetoken",
        "object",
        "offset",
        "ok",
        "page",
        "pages",
        "pagesize",
        "paging",
        "pagination",
        "perpage",
        "prev",
        "previous",
        "schema",
        "schemaversion",
        "self",
        "size",
        "source",
        "start",
        "status",
        "success",
        "timestamp",
        "total",
        "totalcount",
        "totalpages",
        "type",
        "updatedat",
        "url",
        "version",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Details = new[]
    {
        "addresses",
        "articles",
        "artikel",
        "attachments",
        "attendees",
        "children",
        "details",
        "emails",
        "identifiers",
        "items",
        "lignes",
        "lineas",
        "lines",
        "parts",
        "participants",
        "phones",
        "positionen",
        "positions",
        "posten",
        "products",
        "steps",
        "subtasks",
        "tags",
        "taxes",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] DetailEnds = ["line", "lines", "item", "items"];

    /// <summary>Returns the indexes of the members that hold records; empty if the object is a record itself.</summary>
    /// <param name="whole">The object's length, in the same unit as the members'.</param>
    /// <param name="fits">True if the object is short enough to be one record.</param>
    public static IReadOnlyList<int> RecordLists(IReadOnlyList<EnvelopeMember> members, long whole, bool fits = true)
    {
        var lists = Enumerable.Range(0, members.Count).Where(i => members[i].Elements > 0).ToList();
        if (lists.Count == 0 || (fits && IsRecord(members, [.. lists.Select(i => members[i])], whole)))
        {
            return [];
        }
        return lists.FindAll(i => !Wrapping.Contains(Fold(members[i].Name))) is { Count: > 0 } records ? records : lists;
    }

    /// <summary>Returns true if values of this name typically distinguish an object from others of its kind.</summary>
    public static bool IsIdentity(string name) => Identifies(Fold(name));

    /// <summary>Returns true if elements with a value of this name are typically things of their own.</summary>
    public static bool IdentifiesElement(string name) => Fold(name) is "id" or "uuid" or "guid" or "uid" or "email" or "externalid";

    private static bool IsRecord(IReadOnlyList<EnvelopeMember> members, List<EnvelopeMember> lists, long whole)
    {
        var own = members
            .Where(member => member.Elements == 0)
            .Select(member => Fold(member.Name))
            .Where(name => !Wrapping.Contains(name))
            .ToList();
        if (own.Count == 0)
        {
            return false;
        }
        var isIdentified = own.Exists(Identifies);
        var isMostly = lists.Sum(list => list.Length) >= Mostly * whole && lists.Sum(list => list.Elements) >= ManyElements;
        return lists.TrueForAll(list => IsDetail(list.Name))
            ? !isMostly || isIdentified || !lists.Exists(list => list.IsIdentified)
            : !isMostly && (lists.Count > 1 || own.Count > MaxOwn || isIdentified);
    }

    /// <summary>
    /// Returns true if the name is a detail's, or that of one of its elements, as in XML: <c>line</c>, <c>InvoiceLine</c>.
    /// </summary>
    public static bool IsDetail(string name) =>
        Fold(name) is var folded
        && (
            Details.Contains(folded)
            || Details.Contains(folded + "s")
            || Array.Exists(DetailEnds, end => folded.EndsWith(end, StringComparison.Ordinal))
        );

    private static bool Identifies(string folded) =>
        folded is "id" or "uuid" or "email" or "phone" or "firstname" or "lastname"
        || folded.EndsWith("number", StringComparison.Ordinal)
        || (folded.Length > 3 && (folded.EndsWith("id", StringComparison.Ordinal) || folded.EndsWith("no", StringComparison.Ordinal)));

    private static string Fold(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
