namespace Strata.Parsing.Html;

/// <summary>
/// Bounds the nesting depth of a page's elements before its tree is built, which takes time quadratic in that depth. Blanks the tags of
/// deeper elements, so that every text is still read at its offset. Tracks open elements by tags alone, which is near enough: browsers too
/// read endless nesting as siblings.
/// </summary>
internal static class HtmlNesting
{
    /// <summary>Elements with optional end tags, closed by the next such element (HTML, section 13.1.2.4).</summary>
    private static readonly HashSet<string> ClosedByNext = new(StringComparer.OrdinalIgnoreCase)
    {
        "html",
        "head",
        "body",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "caption",
        "option",
    };

    /// <summary>Elements that contain only text (HTML, section 13.1.2).</summary>
    private static readonly HashSet<string> TextOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
    };

    /// <summary>Elements that can't nest in themselves: the next closes the previous (HTML, section 13.2.6.4.7).</summary>
    private static readonly HashSet<string> NeverInside = new(StringComparer.OrdinalIgnoreCase) { "a", "nobr", "button" };

    /// <summary>Formatting that only changes the look of text: without its tags the page says the same.</summary>
    private static readonly HashSet<string> OfLooks = new(StringComparer.OrdinalIgnoreCase)
    {
        "b",
        "big",
        "em",
        "font",
        "i",
        "nobr",
        "small",
        "span",
        "strong",
        "tt",
        "u",
    };

    /// <summary>Depth up to which nested tables keep their tags whatever is open: without them, cells would run together.</summary>
    private const int MaxTables = 32;

    /// <summary>Most formatting elements open at once; beyond this they lose their tags, which leaves depth for tables.</summary>
    public const int MaxInline = 128;

    /// <param name="page">The page's HTML.</param>
    /// <param name="blanked">Number of blanked start tags, except formatting that only changes the look.</param>
    /// <param name="plain">Number of blanked start tags that only change the look; the page says the same without them.</param>
    /// <returns>The page; the same instance if nothing is nested too deeply.</returns>
    public static string Bounded(string page, int most, out int blanked, out int plain)
    {
        (blanked, plain) = (0, 0);
        var open = new OpenElements(most);
        char[]? changed = null;
        for (var at = 0; (at = page.IndexOf('<', at)) >= 0; )
        {
            var tag = Tag(page, at);
            if (tag.Name.IsEmpty)
            {
                at = tag.End;
                continue;
            }
            var stays = page[at + 1] == '/' ? open.Ends(tag.Name) : open.Begins(tag.Name, page[tag.End - 2] == '/');
            if (!stays)
            {
                var start = page[at + 1] == '/' ? 0 : 1;
                var looks = Known(OfLooks, tag.Name) ? start : 0;
                (blanked, plain) = (blanked + start - looks, plain + looks);
                changed ??= page.ToCharArray();
                Array.Fill(changed, ' ', at, tag.End - at);
            }
            at = page[at + 1] != '/' && stays && Known(TextOnly, tag.Name) ? EndOfText(page, tag.End, tag.Name) : tag.End;
        }
        return changed is null ? page : new(changed);
    }

    private static bool Known(HashSet<string> names, ReadOnlySpan<char> name) =>
        names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    /// <summary>Returns a tag's name and end; an empty name if this is no tag.</summary>
    private static TagAt Tag(string page, int at)
    {
        if (page.AsSpan(at).StartsWith("<!--"))
        {
            var comment = page.IndexOf("-->", at + 4, StringComparison.Ordinal);
            return new([], comment < 0 ? page.Length : comment + 3);
        }
        var start = at + 1 < page.Length && page[at + 1] == '/' ? at + 2 : at + 1;
        if (start >= page.Length || !char.IsAsciiLetter(page[start]))
        {
            return new([], at + 1);
        }
        var end = page.AsSpan(start).IndexOfAny(" \t\r\n\f/>");
        if (end < 0)
        {
            return new([], page.Length);
        }
        var name = page.AsSpan(start, end);
        for (var i = start + end; i < page.Length; i++)
        {
            if (page[i] == '>')
            {
                return new(name, i + 1);
            }
            // A quote opens a value only after an equals sign.
            if (page[i] is '"' or '\'' && page.AsSpan(start, i - start).TrimEnd(" \t\r\n\f").EndsWith('='))
            {
                var close = page.IndexOf(page[i], i + 1);
                i = close < 0 ? page.Length : close;
            }
        }
        return new([], page.Length);
    }

    private static int EndOfText(string page, int from, ReadOnlySpan<char> name)
    {
        for (var at = from; (at = page.IndexOf("</", at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            if (page.AsSpan(at + 2).StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }
        return page.Length;
    }

    private readonly ref struct TagAt(ReadOnlySpan<char> name, int end)
    {
        public ReadOnlySpan<char> Name { get; } = name;
        public int End { get; } = end;
    }

    private sealed class OpenElements(int most)
    {
        private readonly List<Counter> _open = [];
        private readonly Dictionary<string, Counter> _counters = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<Counter> _blanked = [];
        private int _foreign;
        private int _inline;

        /// <summary>Returns true if the start tag stays.</summary>
        public bool Begins(ReadOnlySpan<char> name, bool closesItself)
        {
            var counter = Of(name);
            if (counter.IsVoid || (_foreign > 0 && closesItself))
            {
                return true;
            }
            if (counter.IsClosedByNext && _foreign == 0)
            {
                CloseInline();
                return true;
            }
            if (counter.IsNeverInside && counter.Open > 0 && InlineAt(counter) is >= 0 and var before)
            {
                _open.RemoveAt(before);
                counter.Open--;
                _inline--;
            }
            if (
                counter.IsInline
                    ? _inline >= MaxInline || _open.Count >= most
                    : _open.Count >= most && !(counter.IsTable && counter.Open < MaxTables)
            )
            {
                counter.Blanked++;
                _blanked.Add(counter);
                return false;
            }
            _open.Add(counter);
            counter.Open++;
            _foreign += counter.IsForeign ? 1 : 0;
            _inline += counter.IsInline ? 1 : 0;
            return true;
        }

        /// <summary>Returns true if the end tag stays.</summary>
        public bool Ends(ReadOnlySpan<char> name)
        {
            var counter = Of(name);
            if (counter.Blanked > 0)
            {
                counter.Blanked--;
                return false;
            }
            if (counter.Open > 0)
            {
                while (Pop() != counter)
                {
                    // It also closes the elements inside it.
                }
            }
            else if (counter.IsClosedByNext)
            {
                CloseInline();
            }
            return true;
        }

        /// <summary>Returns the index of an open element inside the innermost block; -1 if there is none.</summary>
        private int InlineAt(Counter counter)
        {
            for (var i = _open.Count - 1; i >= 0 && _open[i].IsInline; i--)
            {
                if (_open[i] == counter)
                {
                    return i;
                }
            }
            return -1;
        }

        private void CloseInline()
        {
            while (_open is [.., { IsInline: true }])
            {
                Pop();
            }
        }

        private Counter Pop()
        {
            // Blanked elements inside it end with it.
            _blanked.ForEach(counter => counter.Blanked = 0);
            _blanked.Clear();
            var last = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            last.Open--;
            _foreign -= last.IsForeign ? 1 : 0;
            _inline -= last.IsInline ? 1 : 0;
            return last;
        }

        private Counter Of(ReadOnlySpan<char> name)
        {
            var counters = _counters.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!counters.TryGetValue(name, out var counter))
            {
                counter = new(name.ToString().ToLowerInvariant());
                counters[name] = counter;
            }
            return counter;
        }
    }

    private sealed class Counter(string name)
    {
        public bool IsVoid { get; } = HtmlElements.IsVoid(name);
        public bool IsBlock { get; } = HtmlElements.IsBlockName(name);
        public bool IsClosedByNext { get; } = ClosedByNext.Contains(name);
        public bool IsForeign { get; } = name is "svg" or "math";
        public bool IsInline => !IsBlock && !IsForeign;
        public bool IsNeverInside { get; } = NeverInside.Contains(name);
        public bool IsTable { get; } = name == "table";
        public int Open { get; set; }
        public int Blanked { get; set; }
    }
}
