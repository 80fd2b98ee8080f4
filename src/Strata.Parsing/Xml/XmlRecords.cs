using Strata.Parsing.Reading;

namespace Strata.Parsing.Xml;

/// <summary>
/// XML that holds data: elements that come several times beside one another and have parts are records; so is what stands around them.
/// Fields are the texts and attributes inside, named by their path (<c>customer.name</c>).
/// </summary>
internal sealed class XmlRecords(SourceText source, ParseBudget budget, DiagnosticLog log)
{
    private readonly Dictionary<XmlItem, bool> _hasRecords = [];
    private int _index;
    private RecordDraft _run = new();
    private (int Start, int End) _around;

    public IEnumerable<Block> Of(XmlItem root)
    {
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

        var records = RecordNames(item);
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

                var record = new RecordDraft();
                Gather(record, inner, "");
                if (record.Count > 0)
                {
                    yield return record.Block(source, _index++, inner.Start, inner.End, inner.Name);
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
            // Texts around a CDATA section are one value.
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

        foreach (var inner in item.Items)
        {
            Gather(record, inner, Name(prefix, inner.Name));
        }
    }

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

    /// <summary>Names that several children have which are more than a text.</summary>
    private static HashSet<string> RecordNames(XmlItem item)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in item.Items.GroupBy(inner => inner.Name))
        {
            if (group.Skip(1).Any() && group.All(inner => inner.HasItems || inner.Attributes.Count > 0))
            {
                names.Add(group.Key);
            }
        }

        return names;
    }

    private bool HasRecords(XmlItem item)
    {
        if (!_hasRecords.TryGetValue(item, out var has))
        {
            has = RecordNames(item).Count > 0 || item.Items.Any(HasRecords);
            _hasRecords[item] = has;
        }

        return has;
    }
}
