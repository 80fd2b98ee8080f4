using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Confidence;

/// <summary>Signals from what stands around a value and from what else the paper says.</summary>
internal static partial class ValueSignals
{
    /// <summary>Amounts on a paper are rounded one by one.</summary>
    private const decimal Cents = 0.05m;

    private const int SeveralLeft = 3;

    private static readonly Regex Percentage = new(@"(?<rate>\d{1,2}([.,]\d{1,2})?) ?%|% ?(?<rate>\d{1,2}([.,]\d{1,2})?)", Linear);

    private static readonly Regex Money = new(@"€|£|\$|\b(EUR|GBP|USD|CHF|SEK|PLN|DKK|NOK|CZK|JPY|CAD|AUD)\b|\bkr\b|zł", Linear);

    private static readonly Regex Code = new(@"[\p{L}\d][\p{L}\d./-]*\d[\p{L}\d./-]*", Linear);

    private static readonly Regex YearOfDay = new(@"(^|\D)(?<year>(19|20)\d\d)(\D|$)", Linear);

    /// <summary>What speaks against a value whichever it is: others on the same paper tend to be wrong with it.</summary>
    private static readonly HashSet<string> Odd = new(StringComparer.Ordinal)
    {
        "doubtful",
        "one rival",
        "rivals",
        "label: Above",
        "name is a number",
        "name with figures or marks",
        "name ends in a small word",
        "number with a day",
        "number without figures",
        "tax number of unknown form",
        "net and tax do not make the total",
        "items make neither sum",
        "rate is not on the paper",
        "larger amount than total",
        "letters in figures",
        "amount without decimals",
    };

    /// <summary>Forms that a value of its field seldom has.</summary>
    private static readonly HashSet<string> Unlikely = new(StringComparer.Ordinal)
    {
        "name is a number",
        "name begins with a label",
        "number without figures",
        "number with a day",
        "number with marks",
        "tax number of unknown form",
        "letters in figures",
        "reads like a label",
        "an item is a label",
        "an item without words",
    };

    /// <summary>How much of the paper was understood.</summary>
    private static void AddWhole(List<string> shared, Finding finding, PaperFacts paper)
    {
        shared.Add(
            finding.Fragments.Count == 0 ? "nothing unknown"
            : finding.Fragments.Count < SeveralLeft ? "little unknown"
            : "much unknown"
        );
        var found = finding.Fields.Select(field => Amounts.Value(field.Json)).OfType<decimal>().ToHashSet();
        var left = paper.Amounts.Where(amount => amount != 0 && !found.Contains(amount) && !found.Contains(-amount)).Distinct().Count();
        shared.Add(
            paper.Amounts.Count == 0 ? "no amounts apart"
            : left == 0 ? "all amounts understood"
            : left < SeveralLeft ? "few amounts left"
            : "many amounts left"
        );
    }

    /// <summary>Whether the form of a value is unlikely, and how many other values of the paper look odd.</summary>
    private static void AddOthers(List<List<string>> signals)
    {
        foreach (var own in signals.Where(own => own.Exists(Unlikely.Contains)))
        {
            own.Add("unlikely form");
        }
        List<bool> odd = [.. signals.Select(of => of.Exists(Odd.Contains))];
        var all = odd.Count(is_ => is_);
        for (var i = 0; i < signals.Count; i++)
        {
            var others = all - (odd[i] ? 1 : 0);
            signals[i]
                .Add(
                    others == 0 ? "no other value is odd"
                    : others == 1 ? "another value is odd"
                    : others * 3 < signals.Count ? "other values are odd"
                    : "many values are odd"
                );
        }
    }

    private static void AddSurroundings(
        List<string> signals,
        in FoundField field,
        PaperFacts paper,
        PaperLines lines,
        string kind,
        LabelLink? link
    )
    {
        if (field.Json.StartsWith('[') || lines.Around(field, field.Range.Start - paper.Whole.Start) is not { } around)
        {
            return;
        }
        signals.Add(
            around.Cells > 1 ? $"{kind}, beside others"
            : around.Own.Text.Length == field.Raw.Length ? $"{kind}, a line of its own"
            : $"{kind}, within its line"
        );
        if (around.Own.Text.Length > field.Raw.Length && link is null)
        {
            signals.Add($"{kind}, part of a text without a label");
        }
        if (around.Line == 0)
        {
            signals.Add($"{kind}, first line");
        }
        if (link == LabelLink.Above)
        {
            signals.Add(
                around.Above.Count == around.Cells ? "as many cells as labels"
                : around.Above.Count > around.Cells ? "fewer cells than labels"
                : "more cells than labels"
            );
            if (around.Below.Length > 0 && !around.Below.Any(char.IsDigit))
            {
                signals.Add("words below");
            }
            if (around.Below.Any(char.IsDigit) && around.Cells > 1)
            {
                signals.Add("another row below");
            }
        }
        if (kind is nameof(FieldRole.Vendor) or nameof(FieldRole.Customer))
        {
            signals.Add(
                around.Below.Length == 0 ? $"{kind}, nothing below"
                : around.Below.Any(char.IsDigit) ? $"{kind}, figures below"
                : $"{kind}, words below"
            );
        }
        if (!field.Json.StartsWith('"') || field.Raw.Length < Short)
        {
            return;
        }
        if (lines.Times(field.Raw) > 1)
        {
            signals.Add($"{kind}, stated twice");
        }
    }

    /// <summary>What other values and figures of the paper say of a value.</summary>
    private static void AddAgreement(
        List<string> signals,
        Finding finding,
        in FoundField field,
        PaperFacts paper,
        SchemaField declared,
        string kind,
        List<string> days
    )
    {
        if (finding.Schema.Of(FieldRole.Customer) is null)
        {
            signals.Add($"{kind}, type without recipient");
        }
        if (paper.IsLabel(field))
        {
            signals.Add("reads like a label");
        }
        var (net, tax, total) = (Number(finding, FieldRole.Subtotal), Number(finding, FieldRole.Tax), Number(finding, FieldRole.Total));
        switch (declared.Role)
        {
            case FieldRole.Subtotal or FieldRole.Tax or FieldRole.Total:
                if (net is not null && tax is not null && total is not null)
                {
                    signals.Add(
                        Math.Abs(net.Value + tax.Value - total.Value) <= Cents
                            ? "net and tax make the total"
                            : "net and tax do not make the total"
                    );
                }
                else
                {
                    signals.Add($"{kind}, not all sums");
                }
                if (declared.Role == FieldRole.Tax)
                {
                    AddRate(signals, tax, total, paper);
                }
                break;
            case FieldRole.Date or FieldRole.DueDate:
                AddPlaceOfDay(signals, field, kind, days);
                break;
            case FieldRole.Vendor or FieldRole.Customer:
                AddParty(signals, finding, field, paper, kind);
                break;
            case FieldRole.Currency:
                var signs = Money.Matches(paper.Text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count();
                signals.Add(
                    signs > 2 ? "many currency signs"
                    : signs == 2 ? "two currency signs"
                    : "one currency sign"
                );
                break;
        }
        if (declared.Parts.Count > 0)
        {
            AddItems(signals, field, declared, paper, net, total);
        }
        else if (declared.Kind == FieldKind.String && ValuePart.IsCode(declared) || declared.Normaliser == Normaliser.Identifier)
        {
            AddCode(signals, finding, field, paper, kind);
        }
    }

    private static void AddRate(List<string> signals, decimal? tax, decimal? total, PaperFacts paper)
    {
        List<decimal> rates =
        [
            .. Percentage
                .Matches(paper.Text)
                .Select(match => Amounts.Value(match.Groups["rate"].Value.Replace(',', '.')))
                .OfType<decimal>()
                .Distinct(),
        ];
        if (rates.Count == 0 || tax is null || total is null || tax >= total)
        {
            signals.Add("no rate on the paper");
            return;
        }
        var (is_, of) = (tax.Value, total.Value - tax.Value);
        signals.Add(rates.Exists(rate => Math.Abs((of * rate / 100) - is_) <= Cents) ? "rate is on the paper" : "rate is not on the paper");
    }

    private static void AddPlaceOfDay(List<string> signals, in FoundField field, string kind, List<string> days)
    {
        var raw = field.Raw;
        var at = days.FindIndex(day => raw.Contains(day, StringComparison.Ordinal) || day.Contains(raw, StringComparison.Ordinal));
        signals.Add(
            at < 0 ? $"{kind}, in words"
            : at == 0 ? $"{kind}, first day"
            : $"{kind}, later day"
        );
        if (DayOf(field.Json) is { } own)
        {
            List<int> years =
            [
                .. days.Select(day => YearOfDay.Match(day))
                    .Where(match => match.Success)
                    .Select(match => int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture)),
            ];
            if (years.Exists(year => Math.Abs(year - own.Year) > 1))
            {
                signals.Add($"{kind}, days of other years");
            }
        }
    }

    private static void AddParty(List<string> signals, Finding finding, in FoundField field, PaperFacts paper, string kind)
    {
        var words = field.Raw.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && char.IsLower(words[^1][0]) && !LetterheadPatterns.Company.IsMatch(field.Raw))
        {
            signals.Add("name ends in a small word");
        }
        if (words.Length > 4)
        {
            signals.Add($"{kind}, many words");
        }
        if (words.Length == 1)
        {
            signals.Add($"{kind}, one word");
        }
        if (words.Length > 0 && paper.Labels.Contains(FieldNames.Fold(words[0])))
        {
            signals.Add("name begins with a label");
        }
        var addresses = Mail.Matches(paper.Text).Select(match => FieldNames.Fold(match.Value)).Distinct().ToList();
        if (addresses.Count > 0)
        {
            var folded = words.Select(FieldNames.Fold).Where(word => word.Length >= Shared).ToList();
            signals.Add(
                addresses.Exists(address => folded.Exists(word => address.Contains(word, StringComparison.Ordinal)))
                    ? $"{kind}, named in an address"
                    : $"{kind}, in no address"
            );
        }
        var other = kind == nameof(FieldRole.Vendor) ? FieldRole.Customer : FieldRole.Vendor;
        if (finding.Schema.Of(other) is { } of && finding.Fields.FirstOrDefault(f => f.Name == of.Name) is { Raw: { Length: > 0 } name })
        {
            signals.Add(name.Equals(field.Raw, StringComparison.OrdinalIgnoreCase) ? "parties alike" : $"{kind}, other party known");
        }
        else
        {
            signals.Add($"{kind}, other party unknown");
        }
    }

    private static void AddItems(
        List<string> signals,
        in FoundField field,
        SchemaField declared,
        PaperFacts paper,
        decimal? net,
        decimal? total
    )
    {
        using var json = JsonDocument.Parse(field.Json);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
        {
            return;
        }
        var items = json.RootElement.EnumerateArray().ToList();
        var amounts = items.ConvertAll(item =>
            Part(item, FieldRole.Amount) is { ValueKind: JsonValueKind.Number } amount ? Amounts.Value(amount.GetRawText()) : null
        );
        var sum = amounts.Sum(amount => amount ?? 0);
        signals.Add(
            amounts.Count == 1 ? "one item"
            : amounts.Count < Few ? "few items"
            : "many items"
        );
        var texts = items.ConvertAll(item =>
            Part(item, FieldRole.Description) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : ""
        );
        if (texts.Exists(text => paper.Labels.Contains(FieldNames.Fold(text))))
        {
            signals.Add("an item is a label");
        }
        if (texts.Exists(text => text.Count(char.IsLetter) < Short))
        {
            signals.Add("an item without words");
        }
        if (amounts.Contains(null))
        {
            signals.Add(amounts.TrueForAll(amount => amount is null) ? "items without amounts" : "an item without its amount");
        }
        signals.Add(
            net is null && total is null ? "no sum for the items"
            : net is not null && Math.Abs(net.Value - sum) <= Cents ? "items make the net"
            : total is not null && Math.Abs(total.Value - sum) <= Cents ? "items make the total"
            : "items make neither sum"
        );

        JsonElement? Part(JsonElement item, FieldRole role) =>
            item.ValueKind == JsonValueKind.Object && declared.Part(role) is { } part && item.TryGetProperty(part.Name, out var value)
                ? value
                : null;
    }

    private static void AddCode(List<string> signals, Finding finding, in FoundField field, PaperFacts paper, string kind)
    {
        var (name, text) = (field.Name, field.Raw);
        if (!text.Any(char.IsDigit))
        {
            signals.Add($"{kind}, no figures");
        }
        if (text.Contains('/', StringComparison.Ordinal))
        {
            signals.Add($"{kind}, with a slash");
        }
        if (finding.Fields.Any(other => other.Name != name && other.Raw == text))
        {
            signals.Add("same as another");
        }
        var shape = ShapeOf(text);
        if (
            text.Length >= Short
            && !SomeDay.IsMatch(text)
            && Code.Matches(paper.Text)
                .Any(match => match.Value != text && match.ValueSpan.Length == text.Length && ShapeOf(match.Value) == shape)
        )
        {
            signals.Add($"{kind}, another of its shape");
        }
    }

    private static string ShapeOf(string text) =>
        string.Concat(
            text.Select(c =>
                char.IsDigit(c) ? '9'
                : char.IsLetter(c) ? 'A'
                : c
            )
        );
}
