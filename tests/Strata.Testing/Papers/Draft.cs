using System.Text.RegularExpressions;
using Strata.Testing.LabelledSets;

namespace Strata.Testing.Papers;

/// <summary>One side of a paper.</summary>
internal sealed record Party(string Name, string Street, string Town, string VatId, string Email, string Phone, string Iban);

internal sealed record Item(string Text, decimal Quantity, decimal Price)
{
    public decimal Amount => Math.Round(Quantity * Price, 2, MidpointRounding.AwayFromZero);
}

/// <summary>
/// A paper being written: two sides, things sold, dates and numbers, in one locale and one style; families decide what is shown and
/// where. What is true is noted beside it, and changed by families where their paper says otherwise.
/// </summary>
internal sealed class Draft
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _truth = new(StringComparer.Ordinal);
    private readonly string _day;
    private readonly int _money;
    private readonly Dictionary<string, string> _chosen = new(StringComparer.Ordinal);

    public Draft(Chance chance, Locale locale)
    {
        (Chance, Locale) = (chance, locale);
        _day = locale.Days[Math.Min(chance.Below(locale.Days.Length), chance.Below(locale.Days.Length))];
        _money = chance.Below(6);
        Vendor = Side(firm: true);
        do
        {
            Customer = Side(firm: chance.Is(0.5));
        } while (Customer.Name == Vendor.Name || Customer.Street == Vendor.Street);
        Items =
        [
            .. Enumerable
                .Range(0, 1 + chance.Below(5))
                .Select(_ => new Item(
                    chance.One(locale.Goods),
                    chance.Is(0.7) ? 1 + chance.Below(6) : 0.5m * (1 + chance.Below(30)),
                    Math.Round((decimal)(3 * Math.Exp(chance.Part() * 5)), chance.Is(0.3) ? 0 : 2)
                )),
        ];
        Rate = chance.One(locale.Rates);
        Date = new DateOnly(2025, 1, 1).AddDays(chance.Below(700));
        Due = Date.AddDays(chance.One([7, 14, 14, 21, 30, 30, 60]));
        var year = Date.Year.ToString(CultureInfo.InvariantCulture);
        Number = Digits(
            chance.One([$"{year}-####", "RE-####", "INV#####", $"#### / {year[2..]}", "F##-0###", "45########", "###", $"A{year}.###"])
        );
        CustomerNumber = Digits(chance.One(["#####", "K-####", "10####", "C######"]));
        Order = Digits(chance.One(["PO-#####", "45000#####", "B/####", "####-##"]));
        Reference = Digits(chance.One(["## #### ####", "RF18 #### ####", "REF######", "#######"]));
        Reckon();
        Note("vendor", Vendor.Name);
        Note("vendor_vat_id", Vendor.VatId);
        Note("vendor_email", Vendor.Email);
        Note("vendor_address", $"{Vendor.Name} {Vendor.Street} {Vendor.Town}");
        Note("customer", Customer.Name);
        Note("customer_vat_id", Customer.VatId);
        Note("customer_number", CustomerNumber);
        Note("invoice_number", Number);
        Note("issue_date", Date);
        Note("due_date", Due);
        Note("currency", locale.Currency);
        Note("iban", Vendor.Iban);
        Note("purchase_order", Order);
        Note("payment_reference", Reference, Number);
    }

    public Chance Chance { get; }
    public Locale Locale { get; }
    public Party Vendor { get; }
    public Party Customer { get; }
    public List<Item> Items { get; }
    public decimal Rate { get; set; }
    public decimal Net { get; private set; }
    public decimal Tax { get; private set; }
    public decimal Total { get; private set; }
    public DateOnly Date { get; set; }
    public DateOnly Due { get; set; }
    public string Number { get; }
    public string CustomerNumber { get; }
    public string Order { get; }
    public string Reference { get; }
    public string MediaType { get; set; } = "text/plain";
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Truth => _truth;
    public string Text => _text.ToString();

    /// <summary>Computes net, tax and total from the items, and notes them.</summary>
    /// <param name="included">Whether prices have their tax in them.</param>
    public void Reckon(bool included = false)
    {
        var sum = Items.Sum(item => item.Amount);
        Total = included ? sum : sum + Math.Round(sum * Rate / 100, 2, MidpointRounding.AwayFromZero);
        Net = included ? Math.Round(sum / (1 + (Rate / 100)), 2, MidpointRounding.AwayFromZero) : sum;
        Tax = Total - Net;
        Note("subtotal", Net);
        Note("tax", Tax);
        Note("tax_rate", Rate);
        Note("total", Total);
        Note("items", $"{Items.Count}|{Written(sum)}");
    }

    public void Note(string field, params string[] values) => _truth[field] = [.. values.Where(value => value.Length > 0)];

    public void Note(string field, params decimal[] values) => _truth[field] = [.. values.Select(Written)];

    public void Note(string field, params DateOnly[] values) =>
        _truth[field] = [.. values.Select(value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))];

    /// <summary>Notes how many lines the paper lists, and what they come to.</summary>
    public void NoteLines(int count, decimal sum) => Note("items", string.Create(CultureInfo.InvariantCulture, $"{count}|{sum:0.####}"));

    /// <summary>Takes back what was noted: the paper has no such value.</summary>
    public void None(params string[] fields) => Array.ForEach(fields, field => _truth.Remove(field));

    public void Put(params string[] lines) => Array.ForEach(lines, line => _text.Append(line).Append('\n'));

    public void Gap() => _text.Append('\n');

    /// <summary>A synonym of the concept, the same throughout the paper.</summary>
    public string Word(string concept)
    {
        if (!_chosen.TryGetValue(concept, out var word))
        {
            _chosen[concept] = word = Chance.One(Locale.Words[concept]).Replace("{r}", Plain(Rate, 0), StringComparison.Ordinal);
        }
        return word;
    }

    public string Page(int page, int of) => string.Format(CultureInfo.InvariantCulture, Word("page"), page, of);

    public string Day(DateOnly day) => Day(day, _day);

    public string Day(DateOnly day, string format)
    {
        var month = Locale.Months[day.Month - 1];
        var text = format.Replace("MMMM", "\u0001", StringComparison.Ordinal).Replace("MMM", "\u0002", StringComparison.Ordinal);
        text = text.Replace("'de'", "\u0003", StringComparison.Ordinal);
        text = day.ToString(text.Length == 1 ? $"'{text}'" : text, CultureInfo.InvariantCulture);
        return text.Replace("\u0001", month, StringComparison.Ordinal)
            .Replace("\u0002", month[..Math.Min(3, month.Length)], StringComparison.Ordinal)
            .Replace("\u0003", "de", StringComparison.Ordinal);
    }

    /// <summary>An amount in the paper's style, with its currency where the style shows it.</summary>
    public string Money(decimal amount)
    {
        var plain = Plain(amount);
        var spaced = Locale.Sign.Length > 1;
        return _money switch
        {
            0 => plain,
            1 => $"{Locale.Currency} {plain}",
            2 => $"{plain} {Locale.Currency}",
            3 => Locale.Mark == '.' && !spaced ? Locale.Sign + plain : $"{plain} {Locale.Sign}",
            4 => $"{plain} {Locale.Sign}",
            _ => Locale.Mark == '.' ? $"{Locale.Sign}{(spaced ? " " : "")}{plain}" : $"{plain}{(spaced ? " " : "")}{Locale.Sign}",
        };
    }

    public string Plain(decimal amount, int places = 2)
    {
        var text = Math.Abs(amount).ToString(places == 0 ? "0.##" : "#,##0.00", CultureInfo.InvariantCulture);
        text = text.Replace(",", "\u0001", StringComparison.Ordinal)
            .Replace('.', Locale.Mark)
            .Replace("\u0001", Locale.Group, StringComparison.Ordinal);
        return amount < 0 ? $"-{text}" : text;
    }

    public string Quantity(decimal quantity) => Plain(quantity, 0);

    public string Digits(string pattern) => Regex.Replace(pattern, "#", _ => (char)('0' + Chance.Below(10)) + "");

    /// <summary>Columns of a line: each text starts at its position, at least two spaces behind the former.</summary>
    public static string Columns(params (int At, string Text)[] cells)
    {
        var line = new StringBuilder();
        foreach (var (at, text) in cells)
        {
            line.Append(' ', Math.Max(at - line.Length, line.Length == 0 ? at : 2)).Append(text);
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Two blocks side by side.</summary>
    public void Beside(int at, IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            Put(Columns((0, i < left.Count ? left[i] : ""), (at, i < right.Count ? right[i] : "")));
        }
    }

    /// <summary>Another firm or person than the two sides.</summary>
    public Party Side(bool firm)
    {
        var name = firm ? Chance.One(Locale.Firms) + Chance.One(Locale.Forms) : Chance.One(Locale.People);
        var host = Regex.Replace(name.ToLowerInvariant().Split(' ', ',')[0], "[^a-z]", "");
        return new(
            name,
            Chance.One(Locale.Streets),
            Chance.One(Locale.Towns),
            firm ? Digits(Locale.VatId) : "",
            $"{Chance.One(["info", "office", "billing", "kontakt"])}@{host}.example.com",
            Digits(Locale.Phone),
            Locale.Ibans.Length == 0 ? "" : Chance.One(Locale.Ibans)
        );
    }

    /// <summary>Replaces all that was written, as scanning would.</summary>
    public void Rewrite(Func<string, string> change)
    {
        var text = change(Text);
        _text.Clear().Append(text);
    }

    private static string Written(decimal amount) => amount.ToString("0.####", CultureInfo.InvariantCulture);
}
