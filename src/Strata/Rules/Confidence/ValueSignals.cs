using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Confidence;

/// <summary>
/// What speaks for or against a value of a paper: how it was found, what the checks say, what it looks like, and how well the rest of the
/// paper was read. Names of signals are those of <see cref="SignalPoints"/>. Pure.
/// </summary>
internal static partial class ValueSignals
{
    private const double Sure = 0.85;
    private const double Unsure = 0.65;

    /// <summary>Lead over the next type from which the type is clear.</summary>
    private const double Lead = 0.15;

    private const int Few = 5;
    private const int Many = 9;

    /// <summary>A part of the paper is its head or foot, of its length.</summary>
    private const int Part = 4;

    /// <summary>A number of fewer characters may be any other.</summary>
    private const int Short = 4;

    /// <summary>Parties of which a paper names more than two.</summary>
    private const int SeveralCompanies = 3;

    /// <summary>Characters of a name that an address shares with it.</summary>
    private const int Shared = 4;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Mail = new(@"[\w.+-]+@[\w-]+(\.[\w-]+)+", Linear);

    private static readonly Regex SomeDay = new(
        @"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[. ]+\p{L}{3,12}\.?,? \d{2,4}|\p{L}{3,12} \d{1,2}, \d{4}",
        Linear
    );

    private static readonly FieldRole[] Essential = [FieldRole.Total, FieldRole.Number, FieldRole.Date, FieldRole.Vendor];

    /// <summary>Common terms of payment, in days.</summary>
    private static readonly int[] Terms = [7, 10, 14, 15, 20, 21, 28, 30, 31, 45, 60, 90];

    /// <summary>Signals of each field, in the finding's order.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(Finding finding, PaperFacts paper)
    {
        var shared = new List<string>();
        var companies = CompaniesIn(paper.Text);
        shared.Add(
            companies >= SeveralCompanies ? "several companies"
            : companies == 0 ? "no company"
            : "one or two companies"
        );
        if (finding.Fields.Any(field => field.Doubt is not null))
        {
            shared.Add("some value is doubtful");
        }
        var loose = paper.Origins.Values.Count(origin => origin.Link is { } link and not (LabelLink.Colon or LabelLink.Gap));
        if (loose * 3 > finding.Fields.Count)
        {
            shared.Add("many labels without a mark");
        }
        var rivals = paper.Origins.Values.Count(origin => origin.Rivals > 0);
        shared.Add(
            rivals > 2 ? "many fields have rivals"
            : rivals > 0 ? "some fields have rivals"
            : "no rivals"
        );
        AddWhole(shared, finding, paper);
        var days = SomeDay.Matches(paper.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        var lines = new PaperLines(paper.Text);
        List<List<string>> signals = [.. finding.Fields.Select(field => Of(finding, field, paper, shared, companies, days, lines))];
        AddOthers(signals);
        return signals;
    }

    private static List<string> Of(
        Finding finding,
        in FoundField field,
        PaperFacts paper,
        List<string> shared,
        int companies,
        List<string> days,
        PaperLines lines
    )
    {
        var declared = finding.Schema.Fields[field.Name];
        var kind = declared.Role?.ToString() ?? declared.Kind.ToString();
        List<string> signals = [kind, .. shared];
        if (declared.Role is FieldRole.Vendor or FieldRole.Customer or FieldRole.Email && companies >= SeveralCompanies)
        {
            signals.Add($"{kind}, several companies");
        }
        if (declared.Kind == FieldKind.Date)
        {
            signals.Add(
                days.Count > 4 ? $"{kind}, many days"
                : days.Count > 2 ? $"{kind}, some days"
                : $"{kind}, few days"
            );
        }
        if (declared.Role == FieldRole.Email)
        {
            var addresses = Mail.Matches(paper.Text).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
            signals.Add(addresses > 1 ? "several addresses" : "one address");
            signals.Add(IsOf(finding, field.Raw) ? "address of the vendor" : "address of another");
        }
        var origin = paper.Origins.GetValueOrDefault(field.Name);
        signals.Add(origin.Link is { } link ? $"label: {link}" : "no label");
        signals.Add(origin.Link is { } at ? $"{kind}, {at}" : $"{kind}, no label");
        if (origin.Rivals > 0)
        {
            signals.Add(origin.Rivals > 1 ? "rivals" : "one rival");
            signals.Add($"{kind}, rivals");
        }
        if (field.Doubt is not null)
        {
            signals.Add("doubtful");
        }
        AddPaper(signals, finding, paper, declared);
        AddPlace(signals, field, paper, kind);
        AddSurroundings(signals, field, paper, lines, kind, origin.Link);
        AddAgreement(signals, finding, field, paper, declared, kind, days);
        switch (declared.Kind)
        {
            case FieldKind.Number or FieldKind.Integer:
                AddNumber(signals, finding, field, paper, declared);
                break;
            case FieldKind.Date or FieldKind.DateTime:
                AddDay(signals, finding, field, declared);
                break;
            case FieldKind.String:
                AddText(signals, field, declared);
                break;
        }
        return signals;
    }

    /// <summary>Whether an e-mail address has a word of the vendor's name.</summary>
    private static bool IsOf(Finding finding, string address)
    {
        var folded = FieldNames.Fold(address);
        return finding.Schema.Of(FieldRole.Vendor) is { } vendor
            && finding.Fields.FirstOrDefault(field => field.Name == vendor.Name) is { Raw: { } name }
            && name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(FieldNames.Fold)
                .Any(word => word.Length >= Shared && folded.Contains(word, StringComparison.Ordinal));
    }

    private static int CompaniesIn(string text) =>
        text.Split('\n')
            .SelectMany(line => line.Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(cell => cell.Split([": ", " · ", " | "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(part => part.Length <= LetterheadPatterns.MaxName && LetterheadPatterns.Company.IsMatch(part))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(SeveralCompanies + 1)
            .Count();

    private static void AddPaper(List<string> signals, Finding finding, PaperFacts paper, SchemaField declared)
    {
        var isAmount = declared.Kind == FieldKind.Number || declared.Parts.Count > 0;
        signals.Add(
            (isAmount ? "amount, " : "")
                + paper.Sums.Holds switch
                {
                    true => "paper adds up",
                    false => "paper does not add up",
                    null => "nothing to add up",
                }
        );
        var score = paper.Choice.Score;
        signals.Add(
            score >= Sure ? "type sure"
            : score < Unsure ? "type unsure"
            : "type likely"
        );
        var next = paper.Choice.Scores.Where(other => other.EntityType != finding.Schema.EntityType).Select(other => other.Score);
        if (score - next.DefaultIfEmpty(0).Max() < Lead)
        {
            signals.Add("another type is close");
        }
        if (finding.Fields.Count < Few)
        {
            signals.Add("few values");
        }
        else if (finding.Fields.Count >= Many)
        {
            signals.Add("many values");
        }
        signals.AddRange(
            Essential
                .Where(role => finding.Schema.Of(role) is { } own && finding.Fields.All(other => other.Name != own.Name))
                .Select(role => $"without {role}")
        );
        if (paper.Misfits > 0)
        {
            signals.Add("others did not read");
        }
        if (finding.Fragments.Count > finding.Fields.Count)
        {
            signals.Add("more unknown than known");
        }
        signals.Add(finding.Schema.Of(FieldRole.Customer) is null ? "type without recipient" : "type with recipient");
    }

    private static void AddPlace(List<string> signals, in FoundField field, PaperFacts paper, string kind)
    {
        var before = field.Range.Start - paper.Whole.Start;
        var after = paper.Whole.Start + paper.Whole.Length - field.Range.Start;
        if (before * Part < paper.Whole.Length)
        {
            signals.Add($"{kind}, head");
        }
        else if (after * Part < paper.Whole.Length)
        {
            signals.Add($"{kind}, foot");
        }
    }

    private static void AddNumber(List<string> signals, Finding finding, in FoundField field, PaperFacts paper, SchemaField declared)
    {
        if (Amounts.Value(field.Json) is not { } value)
        {
            return;
        }
        if (!field.Json.Contains('.', StringComparison.Ordinal) && !field.Raw.AsSpan().ContainsAny('.', ','))
        {
            signals.Add("amount without decimals");
        }
        if (value < 0)
        {
            signals.Add("negative");
        }
        if (value == 0)
        {
            signals.Add("zero");
        }
        if (paper.Amounts.Count(amount => amount == value) > 1)
        {
            signals.Add("amount stated twice");
        }
        if (declared.Role == FieldRole.Total && paper.Amounts.Any(amount => amount > value))
        {
            signals.Add("larger amount than total");
        }
        if (declared.Role == FieldRole.Tax && Number(finding, FieldRole.Total) is > 0 and var total && value > 0 && value < total)
        {
            var rate = value / (total - value) * 200;
            signals.Add(Math.Abs(rate - Math.Round(rate)) < 0.1m ? "usual rate" : "unusual rate");
        }
        if (field.Raw.Any(char.IsLetter) && HasLetterInFigures(field.Raw))
        {
            signals.Add("letters in figures");
        }
    }

    private static void AddDay(List<string> signals, Finding finding, in FoundField field, SchemaField declared)
    {
        var figures = field.Raw.Split(['.', '/', '-', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (field.Raw.Any(char.IsLetter))
        {
            signals.Add("month as a word");
        }
        else if (figures is [{ Length: <= 2 } one, { Length: <= 2 } two, ..] && one != two && IsMonth(one) && IsMonth(two))
        {
            signals.Add("day or month");
        }
        if (declared.Role == FieldRole.DueDate && Day(finding, FieldRole.Date) is { } issued && DayOf(field.Json) is { } due)
        {
            signals.Add(Terms.Contains(due.DayNumber - issued.DayNumber) ? "usual term" : "unusual term");
        }
        var own = field.Json;
        if (finding.Fields.Any(other => other.Name != declared.Name && other.Json == own))
        {
            signals.Add("same as another");
        }
    }

    private static void AddText(List<string> signals, in FoundField field, SchemaField declared)
    {
        var text = field.Raw;
        if (declared.Role is FieldRole.Vendor or FieldRole.Customer)
        {
            signals.Add(LetterheadPatterns.Company.IsMatch(text) ? $"{declared.Role}, a company" : $"{declared.Role}, no legal form");
            if (!text.Contains(' ', StringComparison.Ordinal))
            {
                signals.Add("name of one word");
            }
            if (!text.Any(char.IsLetter) || char.IsDigit(text[0]) || Amounts.IsOne(text))
            {
                signals.Add("name is a number");
            }
            if (text.Any(char.IsDigit) || text.AsSpan().ContainsAny(':', ',', '/'))
            {
                signals.Add("name with figures or marks");
            }
        }
        else if (ValuePart.IsCode(declared) || declared.Normaliser == Normaliser.Identifier)
        {
            if (SomeDay.IsMatch(text))
            {
                signals.Add("number with a day");
            }
            if (text.AsSpan().ContainsAny(",():"))
            {
                signals.Add("number with marks");
            }
            if (declared.Role is FieldRole.VatId or FieldRole.CustomerVatId)
            {
                signals.Add(TaxNumbers.IsOne(text) ? "tax number of known form" : "tax number of unknown form");
            }
            if (text.Length < Short)
            {
                signals.Add("short number");
            }
            if (text.Contains(' ', StringComparison.Ordinal))
            {
                signals.Add("number with spaces");
            }
            if (!text.Any(char.IsDigit))
            {
                signals.Add("number without figures");
            }
            if (text.All(char.IsDigit))
            {
                signals.Add("number of figures");
            }
        }
    }

    private static decimal? Number(Finding finding, FieldRole role) =>
        finding.Schema.Of(role) is { } declared && finding.Fields.FirstOrDefault(field => field.Name == declared.Name) is { Json: { } json }
            ? Amounts.Value(json)
            : null;

    private static DateOnly? Day(Finding finding, FieldRole role) =>
        finding.Schema.Of(role) is { } declared && finding.Fields.FirstOrDefault(field => field.Name == declared.Name) is { Json: { } json }
            ? DayOf(json)
            : null;

    private static DateOnly? DayOf(string json) =>
        json.Length >= 12
        && DateOnly.TryParseExact(json.AsSpan(1, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static bool IsMonth(string figures) =>
        int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12;

    private static bool HasLetterInFigures(string raw)
    {
        for (var i = 1; i < raw.Length; i++)
        {
            if (char.IsDigit(raw[i - 1]) && char.IsLetter(raw[i]) || char.IsLetter(raw[i - 1]) && char.IsDigit(raw[i]))
            {
                return true;
            }
        }
        return false;
    }
}
