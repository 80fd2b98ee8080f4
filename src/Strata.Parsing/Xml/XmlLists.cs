namespace Strata.Parsing.Xml;

/// <summary>Repeated sibling elements.</summary>
internal static class XmlLists
{
    /// <summary>Names that repeat among children with elements or attributes.</summary>
    public static HashSet<string> Names(XmlItem item) =>
        [
            .. item
                .Items.GroupBy(inner => inner.Name)
                .Where(group => group.Skip(1).Any() && group.All(inner => inner.HasItems || inner.Attributes.Count > 0))
                .Select(group => group.Key),
        ];

    /// <summary>
    /// Whether the element is one record with a list of details, not an envelope (see <see cref="Envelope"/>). Values around other lists
    /// are more often about the file; around the items of a feed, they always are.
    /// </summary>
    public static bool IsRecord(XmlItem item)
    {
        if (item.Name is "channel" or "feed" or "RDF")
        {
            return false;
        }
        var members = item
            .Attributes.Where(attribute => Envelope.IsIdentity(attribute.Name))
            .Select(attribute => new EnvelopeMember(attribute.Name, 0, 0, false))
            .ToList();
        var names = Names(item);
        foreach (var group in item.Items.GroupBy(inner => inner.Name))
        {
            var inner = group.First();
            var elements = names.Contains(group.Key) ? [.. group] : Inside(inner);
            members.Add(
                new(group.Key, group.Sum(one => one.End - one.Start), elements.Count, elements is [var first, ..] && IsIdentified(first))
            );
        }
        var lists = members.FindAll(member => member.Elements > 0);
        return lists.Count > 0
            && lists.TrueForAll(list => Envelope.IsDetail(list.Name))
            && Envelope.RecordLists(members, item.End - item.Start).Count == 0;
    }

    /// <summary>
    /// Lists of a record's details, by the element that stands for the list: the element around them (<c>items</c>), or the first of them
    /// (<c>line</c>) if there is none; the others then have an empty list.
    /// </summary>
    public static IReadOnlyDictionary<XmlItem, IReadOnlyList<XmlItem>> Details(XmlItem item)
    {
        var lists = new Dictionary<XmlItem, IReadOnlyList<XmlItem>>();
        foreach (var group in item.Items.GroupBy(inner => inner.Name).Where(group => Envelope.IsDetail(group.Key)))
        {
            List<XmlItem> beside = [.. group];
            if (beside.Count > 1 && beside.TrueForAll(inner => inner.HasItems))
            {
                beside.ForEach(inner => lists.Add(inner, []));
                lists[beside[0]] = beside;
            }
            else if (beside is [var around] && Inside(around) is { Count: > 0 } elements && elements.TrueForAll(inner => inner.HasItems))
            {
                lists.Add(around, elements);
            }
        }
        return lists;
    }

    /// <summary>Elements of a list whose enclosing element holds nothing else.</summary>
    private static List<XmlItem> Inside(XmlItem around) =>
        around.Attributes.Count == 0 && Names(around) is { Count: 1 } names && around.Items.All(inner => names.Contains(inner.Name))
            ? [.. around.Items]
            : [];

    private static bool IsIdentified(XmlItem element) =>
        element.Attributes.Exists(attribute => Envelope.IdentifiesElement(attribute.Name))
        || element.Items.Any(inner => Envelope.IdentifiesElement(inner.Name));
}
