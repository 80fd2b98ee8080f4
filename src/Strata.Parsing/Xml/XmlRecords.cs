namespace Strata.Parsing.Xml;

/// <summary>
/// Reads XML data: repeated sibling elements with parts are records, and so is what surrounds them. Fields are the texts and attributes
/// inside, named by path (<c>customer.name</c>); repeated details (<c>items</c>) are one field, a list.
/// </summary>
internal sealed class XmlRecords(SourceText source, ParseBudget budget, DiagnosticLog log)
{
    private readonly Dictionary<XmlItem, bool> _hasRecords = [];
    private int _index;
    private RecordDraft _run = new();
    private (int Start, int End) _around;

    public IEnumerable<Block> Of(XmlItem root)
    {
        if (XmlLists.IsRecord(root) && Record(root) is { } whole)
        {
            yield return whole;
            yield break;
        }
        foreach (var block in Around(root, ""))
        {
            yield return block;
        }
        if (Flush() is { } last)
        {
            yield return last;
        }
    }

    private IEnumerable<Block> Around(XmlItem item, string prefix)
    {
        foreach (var attribute in item.Attributes)
        {
            Add(Name(prefix, attribute.Name), attribute, attribute.Start, attribute.End);
        }
        var records = XmlLists.Names(item);
        foreach (var (inner, words) in item.Content)
        {
            if (inner is null)
            {
                Add(prefix.Length == 0 ? item.Name : prefix, words, words.Start, words.End);
            }
            else if (records.Contains(inner.Name))
            {
                if (Flush() is { } before)
                {
                    yield return before;
                }
                if (Record(inner) is { } record)
                {
                    yield return record;
                }
            }
            else if (XmlLists.IsRecord(inner))
            {
                if (Flush() is { } before)
                {
                    yield return before;
                }
                if (Record(inner) is { } record)
                {
                    yield return record;
                }
            }
            else if (HasRecords(inner))
            {
                foreach (var block in Around(inner, Name(prefix, inner.Name)))
                {
                    yield return block;
                }
            }
            else
            {
                var count = _run.Count;
                Gather(_run, inner, Name(prefix, inner.Name));
                if (_run.Count > count)
                {
                    _around = (count == 0 ? inner.Start : _around.Start, inner.End);
                }
            }
        }
    }

    private Block? Record(XmlItem item)
    {
        var record = new RecordDraft();
        Gather(record, item, "");
        return record.Count == 0 ? null : record.Block(source, _index++, item.Start, item.End, item.Name);
    }

    private void Add(string name, XmlWords words, int start, int end)
    {
        if (words.Text.Trim() is { Length: > 0 } text && Fits(_run))
        {
            _around = (_run.Count == 0 ? start : _around.Start, end);
            _run.Add(name, text, null, start, end);
        }
    }

    private Block? Flush()
    {
        var block = _run.Count == 0 ? null : _run.Block(source, _index++, _around.Start, _around.End, "");
        _run = new();
        return block;
    }

    private void Gather(RecordDraft record, XmlItem item, string prefix)
    {
        if (item.HasText && !item.HasItems && Fits(record))
        {
            // Texts around a CDATA section form one value.
            var text = string.Concat(item.Content.Select(content => content.Words.Text)).Trim();
            record.Add(prefix.Length == 0 ? item.Name : prefix, text, null, item.Content[0].Words.Start, item.Content[^1].Words.End);
        }
        foreach (var attribute in item.Attributes)
        {
            if (attribute.Text.Trim() is { Length: > 0 } text && Fits(record))
            {
                record.Add(Name(prefix, attribute.Name), text, null, attribute.Start, attribute.End);
            }
        }
        var lists = XmlLists.Details(item);
        foreach (var inner in item.Items)
        {
            if (!lists.TryGetValue(inner, out var elements))
            {
                Gather(record, inner, Name(prefix, inner.Name));
            }
            else if (elements.Count > 0 && Fits(record))
            {
                var (start, end) = (inner.Start, Math.Max(inner.End, elements[^1].End));
                record.Add(Name(prefix, inner.Name), source.Text[start..end], Json(elements), start, end);
            }
        }
    }

    private string Json(IReadOnlyList<XmlItem> elements) =>
        RecordDraft.Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var element in elements)
            {
                var draft = new RecordDraft();
                Gather(draft, element, "");
                draft.Write(writer, Typed);
            }
            writer.WriteEndArray();
        });

    /// <summary>Types amounts and counts as numbers, since XML has no types. Codes and identifiers stay text.</summary>
    private static string? Typed(string name, string text) =>
        TypedScalar.IsJsonNumber(text) && !Envelope.IsIdentity(name) && !name.Contains("code", StringComparison.OrdinalIgnoreCase)
            ? text
            : null;

    private bool Fits(RecordDraft record)
    {
        if (record.Count < budget.MaxFields)
        {
            return true;
        }
        log.Add(0, 0, $"a record has more than {budget.MaxFields} values (MaxFields); the rest is left out");
        return false;
    }

    private static string Name(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private bool HasRecords(XmlItem item)
    {
        if (!_hasRecords.TryGetValue(item, out var has))
        {
            has = XmlLists.Names(item).Count > 0 || item.Items.Any(HasRecords);
            _hasRecords[item] = has;
        }
        return has;
    }
}
