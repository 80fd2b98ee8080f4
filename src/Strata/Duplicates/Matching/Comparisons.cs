namespace Strata.Duplicates.Matching;

/// <summary>All comparisons of a table's records.</summary>
internal static class Comparisons
{
    public const string NumbersField = "(numbers in texts)";
    private const double SwapOverlap = 0.05;
    private const int SmallTable = 2_000;

    public static IReadOnlyList<FieldPlan> Plan(RecordTable table)
    {
        var plans = table.Columns.Select(FieldPlan.Of).OfType<FieldPlan>().ToList();
        var texts = Texts(plans);
        if (texts.Count == 0 || WithNumbers(table, texts) <= table.Count / 5)
        {
            return plans;
        }
        var quoted = plans.Where(p => p.Kind == ComparisonKind.Code && IsQuoted(table, p.Field, texts)).Select(p => p with { IsQuoted = true }).ToDictionary(p => p.Field, StringComparer.Ordinal);
        return [.. plans.Select(p => quoted.GetValueOrDefault(p.Field, p)), new FieldPlan(NumbersField, ComparisonKind.NumbersInText)];
    }

    private static HashSet<string> Texts(IEnumerable<FieldPlan> plans) => plans.Where(p => p.Kind == ComparisonKind.Text).Select(p => p.Field).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a column of codes is what texts name things by: "MDR-7506" of a record that is called "Sony MDR7506 Headphones".</summary>
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
                quoted += columns.Exists(c => c[row] >= 0 && $" {Phrase.Of(c.Values[c[row]])} ".Contains($" {own} ", StringComparison.Ordinal)) ? 1 : 0;
            }
        }
        return quoted > seen / 20;
    }

    /// <param name="swap">The two fields whose values are sometimes the other way round; null: found out.</param>
    /// <param name="known">How common the values and words of a field are, by field, where the table is too small to tell.</param>
    public static Comparison[] Build(RecordTable table, IReadOnlyList<FieldPlan> plans, IReadOnlyDictionary<string, Frequencies>? known, (string, string)? swap = null)
    {
        var comparisons = new Comparison[plans.Count];
        InParts.Of(plans.Count, table.Count < SmallTable ? plans.Count : 1, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                comparisons[i] = Build(table, plans, plans[i], i + 1, known?.GetValueOrDefault(plans[i].Field));
            }
        });
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
            var texts = plans.Where(p => p.Kind == ComparisonKind.Text || p.IsQuoted).Select(p => p.Field).ToHashSet(StringComparer.Ordinal);
            return new NumbersInTextComparison(CodedColumn.Of(Numbers(table, texts), 0, v => v, null), group, known);
        }
        var at = table.Columns.Select((c, i) => (c, i)).First(c => string.Equals(c.c.Name, plan.Field, StringComparison.Ordinal)).i;
        return plan.Kind switch
        {
            ComparisonKind.Name => new NameComparison(CodedColumn.Of(table, at, Fold.Words, known), group),
            ComparisonKind.Text => new TextComparison(CodedColumn.Of(table, at, Phrase.Of, known is null ? null : new Frequencies(known.Total, new Dictionary<string, int>(StringComparer.Ordinal))), group, known),
            ComparisonKind.Date => new DateComparison(CodedColumn.Of(table, at, v => ValueText.DateOrDigits(v, plan.DayFirst), known), group),
            ComparisonKind.Number or ComparisonKind.Integer or ComparisonKind.Year => new QuantityComparison(
                CodedColumn.Of(table, at, plan.Kind == ComparisonKind.Year ? v => ValueText.Year(v) ?? ValueText.Number(v) : ValueText.Number, known),
                group,
                plan.Kind
            ),
            ComparisonKind.Phone => new CodeComparison(CodedColumn.Of(table, at, v => Fold.Digits(v, 6) is { } d ? d[Math.Max(0, d.Length - 10)..] : null, known), group, plan.Kind),
            ComparisonKind.Email => Mail(table, plans, CodedColumn.Of(table, at, v => v.Trim().ToLowerInvariant(), known), group),
            _ => new CodeComparison(CodedColumn.Of(table, at, Fold.Code, known), group, plan.Kind),
        };
    }

    private static MailComparison Mail(RecordTable table, IReadOnlyList<FieldPlan> plans, CodedColumn mail, int group)
    {
        var named = plans.Where(p => p.Kind is ComparisonKind.Name or ComparisonKind.Text).Select(p => p.Field).ToHashSet(StringComparer.Ordinal);
        var texts = table.Columns.Where(c => named.Contains(c.Name)).Select(c => (c, c.Values.Select(Fold.Words).ToArray())).ToList();
        return new MailComparison(mail, group, DerivedMailbox.Of(mail, texts));
    }

    /// <summary>How many rows have a number in a text.</summary>
    private static int WithNumbers(RecordTable table, HashSet<string> texts)
    {
        var columns = table.Columns.Where(c => texts.Contains(c.Name)).Select(c => (Column: c, Has: c.Values.Select(v => v.AsSpan().IndexOfAnyInRange('0', '9') >= 0).ToArray())).ToList();
        return Enumerable.Range(0, table.Count).Count(row => columns.Exists(c => c.Column[row] >= 0 && c.Has[c.Column[row]]));
    }

    /// <summary>One column: of each row the numbers in its texts, sorted.</summary>
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
            numbers.Add([all.Count > 1 ? string.Join(' ', all.Distinct(StringComparer.Ordinal)) : all.Count > 0 ? all[0] : null]);
        }
        return numbers;
    }

    private static string[] NumbersOf(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') < 0 || Phrase.Of(text) is not { } phrase
            ? []
            : [.. phrase.Split(' ').Where(w => w.AsSpan().IndexOfAnyInRange('0', '9') >= 0).SelectMany(w => new[] { w, LongRun(w) }).Where(w => w.Length > 0)];

    /// <summary>The digits of "kdl8814w", which another shop writes "KDL 8814": those of three or more that stand together; empty where there are none.</summary>
    private static string LongRun(string word)
    {
        var start = word.AsSpan().IndexOfAnyInRange('0', '9');
        var length = word.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? word.Length - start : length;
        return length >= 3 && length < word.Length ? word.Substring(start, length) : "";
    }
}
