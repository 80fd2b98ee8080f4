namespace Strata.Duplicates.Matching;

/// <summary>Plans and builds the comparisons of a table's records.</summary>
internal static class Comparisons
{
    public const string NumbersField = "(numbers in texts)";
    private const double SwapOverlap = 0.05;
    private const int SmallTable = 2_000;
    private const double MostlyNumbered = 0.7;
    private const double HardlyNamed = 0.15;
    private const double ManyNumbers = 0.1;

    public static IReadOnlyList<FieldPlan> Plan(RecordTable table)
    {
        var plans = table.Columns.Select(FieldPlan.Of).OfType<FieldPlan>().ToList();
        var texts = Texts(plans);
        if (texts.Count == 0 || WithNumbers(table, texts) <= table.Count / 5)
        {
            return plans;
        }
        var quoted = plans
            .Where(p => p.Kind == ComparisonKind.Code && IsQuoted(table, p.Field, texts))
            .Select(p => p with { IsQuoted = true })
            .ToDictionary(p => p.Field, StringComparer.Ordinal);
        return
        [
            .. plans
                .Select(p => quoted.GetValueOrDefault(p.Field, p))
                .Select(p => p.Kind == ComparisonKind.Text && LeavesNumbers(table, p.Field) ? p with { LeavesNumbers = true } : p),
            new FieldPlan(NumbersField, ComparisonKind.NumbersInText),
        ];
    }

    private static HashSet<string> Texts(IEnumerable<FieldPlan> plans) =>
        plans.Where(p => p.Kind == ComparisonKind.Text).Select(p => p.Field).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether texts name things by a column's codes: "MDR-7506" of a record called "Sony MDR7506 Headphones".</summary>
    private static bool IsQuoted(RecordTable table, string code, HashSet<string> texts)
    {
        var codes = table.Columns.First(c => string.Equals(c.Name, code, StringComparison.Ordinal));
        var columns = table.Columns.Where(c => texts.Contains(c.Name)).ToList();
        var (seen, quoted) = (0, 0);
        for (var row = 0; row < table.Count; row += Math.Max(1, table.Count / SmallTable))
        {
            if (codes[row] >= 0 && Phrase.Of(codes.Values[codes[row]]) is { Length: >= 4 } own)
            {
                seen++;
                quoted += columns.Exists(c =>
                    c[row] >= 0 && $" {Phrase.Of(c.Values[c[row]])} ".Contains($" {own} ", StringComparison.Ordinal)
                )
                    ? 1
                    : 0;
            }
        }
        return quoted > seen / 20;
    }

    /// <param name="swap">Two fields whose values are sometimes swapped; null to detect them.</param>
    /// <param name="known">How common values and words are, by field, if the table is too small to tell.</param>
    public static Comparison[] Build(
        RecordTable table,
        IReadOnlyList<FieldPlan> plans,
        IReadOnlyDictionary<string, Frequencies>? known,
        (string, string)? swap = null
    )
    {
        var comparisons = new Comparison[plans.Count];
        ParallelRanges.Of(
            plans.Count,
            table.Count < SmallTable ? plans.Count : 1,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    comparisons[i] = Build(table, plans, plans[i], i + 1, known?.GetValueOrDefault(plans[i].Field));
                }
            }
        );
        var names = comparisons.OfType<NameComparison>().Where(n => n.Column.Values.Count > 50).ToList();
        if (known is not null)
        {
            var fields = comparisons.OfType<NameComparison>().ToDictionary(n => n.Field, StringComparer.Ordinal);
            if (swap is var (one, two) && fields.TryGetValue(one, out var left) && fields.TryGetValue(two, out var right))
            {
                NameComparison.Pair(left, right);
            }
            return comparisons;
        }
        var pairs =
            from a in names
            from b in names.SkipWhile(n => n != a).Skip(1)
            let overlap = Math.Min(a.Overlap(b), b.Overlap(a))
            where overlap >= SwapOverlap
            orderby overlap descending
            select (a, b);
        if (pairs.FirstOrDefault() is ({ } first, { } second))
        {
            NameComparison.Pair(first, second);
        }
        return comparisons;
    }

    private static Comparison Build(RecordTable table, IReadOnlyList<FieldPlan> plans, FieldPlan plan, int group, Frequencies? known)
    {
        if (plan.Kind == ComparisonKind.NumbersInText)
        {
            var texts = plans
                .Where(p => p.Kind == ComparisonKind.Text || p.IsQuoted)
                .Select(p => p.Field)
                .ToHashSet(StringComparer.Ordinal);
            return new NumbersInTextComparison(CodedColumn.Of(Numbers(table, texts), 0, v => v, null), group, known);
        }
        var at = table.Columns.Select((c, i) => (c, i)).First(c => string.Equals(c.c.Name, plan.Field, StringComparison.Ordinal)).i;
        return plan.Kind switch
        {
            ComparisonKind.Name => new NameComparison(CodedColumn.Of(table, at, ValueFolding.Words, known), group),
            ComparisonKind.Text => Text(table, at, plan.LeavesNumbers ? WithoutNumbers : Phrase.Of, group, known),
            ComparisonKind.Date => new DateComparison(
                CodedColumn.Of(table, at, v => MatchText.DateOrDigits(v, plan.DayFirst), known),
                group
            ),
            ComparisonKind.Number or ComparisonKind.Integer or ComparisonKind.Year => new QuantityComparison(
                CodedColumn.Of(
                    table,
                    at,
                    plan.Kind == ComparisonKind.Year ? v => MatchText.Year(v) ?? MatchText.Number(v) : MatchText.Number,
                    known
                ),
                group,
                plan.Kind
            ),
            ComparisonKind.Phone => new CodeComparison(
                CodedColumn.Of(table, at, v => ValueFolding.Digits(v, 6) is { } d ? d[Math.Max(0, d.Length - 10)..] : null, known),
                group,
                plan.Kind
            ),
            ComparisonKind.Email => Mail(table, plans, CodedColumn.Of(table, at, v => v.Trim().ToLowerInvariant(), known), group),
            _ => new CodeComparison(CodedColumn.Of(table, at, ValueFolding.Code, known), group, plan.Kind),
        };
    }

    /// <param name="words">How common words are, if the table is too small to tell: a text is at most as common as its rarest word.</param>
    private static TextComparison Text(RecordTable table, int at, Func<string, string?> fold, int group, Frequencies? words)
    {
        var texts = words is null ? null : table.Columns[at].Values.Select(fold).OfType<string>().Distinct(StringComparer.Ordinal);
        var known =
            words is null || texts is null
                ? null
                : new Frequencies(words.Total, texts.ToDictionary(t => t, t => t.Split(' ').Min(words.Count), StringComparer.Ordinal));
        return new TextComparison(CodedColumn.Of(table, at, fold, known), group, words);
    }

    private static MailComparison Mail(RecordTable table, IReadOnlyList<FieldPlan> plans, CodedColumn mail, int group)
    {
        var named = plans
            .Where(p => p.Kind is ComparisonKind.Name or ComparisonKind.Text)
            .Select(p => p.Field)
            .ToHashSet(StringComparer.Ordinal);
        var texts = table
            .Columns.Where(c => named.Contains(c.Name))
            .Select(c => (c, c.Values.Select(ValueFolding.Words).ToArray()))
            .ToList();
        return new MailComparison(mail, group, DerivedMailbox.Of(mail, texts));
    }

    /// <summary>Returns how many rows have a number in a text.</summary>
    private static int WithNumbers(RecordTable table, HashSet<string> texts)
    {
        var columns = table
            .Columns.Where(c => texts.Contains(c.Name))
            .Select(c => (Column: c, Has: c.Values.Select(v => v.AsSpan().IndexOfAnyInRange('0', '9') >= 0).ToArray()))
            .ToList();
        return Enumerable.Range(0, table.Count).Count(row => columns.Exists(c => c.Column[row] >= 0 && c.Has[c.Column[row]]));
    }

    /// <summary>Returns one column with the sorted numbers of each row's texts.</summary>
    private static RecordTable Numbers(RecordTable table, HashSet<string> texts)
    {
        var numbers = new RecordTable([NumbersField]);
        var columns = table.Columns.Where(c => texts.Contains(c.Name)).ToList();
        var found = columns.ConvertAll(c => c.Values.Select(NumbersOf).ToArray());
        var all = new List<string>();
        for (var row = 0; row < table.Count; row++)
        {
            all.Clear();
            for (var i = 0; i < columns.Count; i++)
            {
                all.AddRange(columns[i][row] < 0 ? [] : found[i][columns[i][row]]);
            }
            all.Sort(StringComparer.Ordinal);
            numbers.Add([
                all.Count > 1 ? string.Join(' ', all.Distinct(StringComparer.Ordinal))
                : all.Count > 0 ? all[0]
                : null,
            ]);
        }
        return numbers;
    }

    /// <summary>
    /// Whether numbers are separate parts of a column's texts, as house numbers are: most texts have one beside words, there are many, and
    /// hardly any text has a name with digits in it. In product names the number belongs to the name; years are few, and a length of "3:45"
    /// is nothing without its numbers.
    /// </summary>
    private static bool LeavesNumbers(RecordTable table, string field)
    {
        var values = table.Columns.First(c => string.Equals(c.Name, field, StringComparison.Ordinal)).Values;
        var (seen, numbered, named) = (0, 0, 0);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i += Math.Max(1, values.Count / SmallTable))
        {
            if (Phrase.Of(values[i])?.Split(' ') is { } words)
            {
                seen++;
                numbered += Array.Exists(words, IsNumber) && !Array.TrueForAll(words, IsNumber) ? 1 : 0;
                numbers.UnionWith(words.Where(IsNumber));
                named += Array.Exists(words, w => !IsNumber(w) && w.AsSpan().IndexOfAnyInRange('0', '9') >= 0) ? 1 : 0;
            }
        }
        return numbered > seen * MostlyNumbered && named < seen * HardlyNamed && numbers.Count > seen * ManyNumbers;
    }

    private static bool IsNumber(string word) => word.AsSpan().IndexOfAnyExcept("0123456789.") < 0;

    /// <summary>
    /// Returns a text's words that are no numbers; null if there are none. A word with letters ("kdl46xbr4") is a name as well.
    /// </summary>
    private static string? WithoutNumbers(string text) =>
        Phrase.Of(text) is not { } phrase || phrase.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? Phrase.Of(text)
        : string.Join(' ', phrase.Split(' ').Where(w => !IsNumber(w))) is { Length: > 0 } words ? words
        : null;

    private static string[] NumbersOf(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') < 0 || Phrase.Of(text) is not { } phrase
            ? []
            :
            [
                .. phrase
                    .Split(' ')
                    .Where(w => w.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
                    .SelectMany(w => new[] { w, LongRun(w) })
                    .Where(w => w.Length > 0),
            ];

    /// <summary>
    /// Returns the digits of "kdl8814w", which another shop writes "KDL 8814": the first run, if of three or more; else empty.
    /// </summary>
    private static string LongRun(string word)
    {
        var start = word.AsSpan().IndexOfAnyInRange('0', '9');
        var length = word.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? word.Length - start : length;
        return length >= 3 && length < word.Length ? word.Substring(start, length) : "";
    }
}
