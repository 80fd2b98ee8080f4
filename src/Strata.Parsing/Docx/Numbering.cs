using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>List position of a paragraph.</summary>
/// <param name="Label">Displayed number: <c>2.1</c>, <c>(iv)</c>. Null for bullets.</param>
/// <param name="Number">Count at its level.</param>
internal readonly record struct ListMark(int Level, bool IsOrdered, string? Label, int? Number);

/// <summary>The lists of a document (ECMA-376 part 1, 17.9), counted in paragraph order.</summary>
internal sealed class Numbering
{
    private const int Levels = 9;
    private const string NoList = "0";

    private readonly Dictionary<string, XElement> _abstract = [];
    private readonly Dictionary<string, XElement> _lists = [];

    /// <summary>Counts by abstract list: lists that share one continue it unless they override its start.</summary>
    private readonly Dictionary<string, int?[]> _counts = [];
    private readonly HashSet<string> _started = [];

    public Numbering(IEnumerable<XElement> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Name == WordMarkup.W + "abstractNum" && definition.Attribute(WordMarkup.W + "abstractNumId")?.Value is { } id)
            {
                _abstract.TryAdd(id, definition);
            }
            else if (definition.Name == WordMarkup.W + "num" && definition.Attribute(WordMarkup.W + "numId")?.Value is { } list)
            {
                _lists.TryAdd(list, definition);
            }
        }
    }

    /// <summary>Counts a paragraph. Null if the list is unknown.</summary>
    public ListMark? Next(string list, int level)
    {
        if (list == NoList || !_lists.TryGetValue(list, out var num))
        {
            return null;
        }
        var id = num.Element(WordMarkup.W + "abstractNumId").Val() ?? "";
        level = Math.Clamp(level, 0, Levels - 1);
        var definition = Level(num, id, level);
        var format = definition?.Element(WordMarkup.W + "numFmt").Val() ?? "decimal";
        if (format is "bullet" or "none")
        {
            return new(level, false, null, null);
        }
        var counts = _counts.TryGetValue(id, out var known) ? known : _counts[id] = new int?[Levels];
        Restart(num, list, counts);
        counts[level] = counts[level] is { } count ? count + 1 : Start(num, id, level);
        Array.Clear(counts, level + 1, Levels - level - 1);
        return new(
            level,
            true,
            Label(num, id, definition?.Element(WordMarkup.W + "lvlText").Val() ?? $"%{level + 1}.", counts),
            counts[level]
        );
    }

    /// <summary>Restarts overridden levels at the list's first paragraph.</summary>
    private void Restart(XElement num, string list, int?[] counts)
    {
        if (!_started.Add(list))
        {
            return;
        }
        foreach (var level in num.Elements(WordMarkup.W + "lvlOverride").Where(o => o.Element(WordMarkup.W + "startOverride") is not null))
        {
            if (int.TryParse(level.Attribute(WordMarkup.W + "ilvl")?.Value, out var index) && (uint)index < Levels)
            {
                counts[index] = null;
            }
        }
    }

    private XElement? Level(XElement num, string id, int level)
    {
        bool IsLevel(XElement e) => e.Attribute(WordMarkup.W + "ilvl")?.Value == level.ToString(CultureInfo.InvariantCulture);
        return num.Elements(WordMarkup.W + "lvlOverride").FirstOrDefault(IsLevel)?.Element(WordMarkup.W + "lvl")
            ?? _abstract.GetValueOrDefault(id)?.Elements(WordMarkup.W + "lvl").FirstOrDefault(IsLevel);
    }

    private int Start(XElement num, string id, int level)
    {
        var overridden = num.Elements(WordMarkup.W + "lvlOverride")
            .FirstOrDefault(o => o.Attribute(WordMarkup.W + "ilvl")?.Value == level.ToString(CultureInfo.InvariantCulture))
            ?.Element(WordMarkup.W + "startOverride")
            .Val();
        return int.TryParse(overridden ?? Level(num, id, level)?.Element(WordMarkup.W + "start").Val(), out var start) ? start : 1;
    }

    private string Label(XElement num, string id, string pattern, int?[] counts)
    {
        var label = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%' && i + 1 < pattern.Length && pattern[i + 1] is >= '1' and <= '9')
            {
                var level = pattern[++i] - '1';
                label.Append(
                    ListNumberFormat.Of(
                        counts[level] ?? Start(num, id, level),
                        Level(num, id, level)?.Element(WordMarkup.W + "numFmt").Val()
                    )
                );
            }
            else
            {
                label.Append(pattern[i]);
            }
        }
        return label.ToString();
    }
}
