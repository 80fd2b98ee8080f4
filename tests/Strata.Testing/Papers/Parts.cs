namespace Strata.Testing.Papers;

/// <summary>Parts that papers of several families have, in several shapes.</summary>
internal static class Parts
{
    /// <summary>Writes label and value in one line.</summary>
    /// <param name="style">0 colon, 1 gap, 2 space, 3 tab, 4 spaced colon, 5 dots, 6 dash.</param>
    public static string Line(string label, string value, int style, int width = 24) =>
        style switch
        {
            0 => $"{label}: {value}",
            1 => Draft.Columns((0, label), (width, value)),
            2 => $"{label} {value}",
            3 => $"{label}\t{value}",
            4 => $"{label} : {value}",
            5 => $"{label} {new string('.', Math.Max(3, width - label.Length))} {value}",
            _ => $"{label} - {value}",
        };

    public static string[] Address(Party party) => [party.Name, party.Street, party.Town];

    /// <summary>Lines for the head of a firm's paper.</summary>
    public static string[] Head(this Draft d, Party? party = null)
    {
        party ??= d.Vendor;
        List<string> lines = [d.Chance.Is(0.25) ? party.Name.ToUpperInvariant() : party.Name];
        if (d.Chance.Is(0.25))
        {
            lines.Insert(d.Chance.Below(2), d.Word("slogan"));
        }
        if (d.Chance.Is(0.3))
        {
            lines.Add($"{party.Street}, {party.Town}");
        }
        else
        {
            lines.AddRange([party.Street, party.Town]);
        }
        if (d.Chance.Is(0.5))
        {
            lines.Add($"{d.Word("phone")} {party.Phone}");
        }
        if (d.Chance.Is(0.4))
        {
            lines.Add(party.Email);
        }
        if (d.Chance.Is(0.4))
        {
            lines.Add(Line(d.Word("vat"), party.VatId, d.Chance.Below(3)));
        }
        return [.. lines];
    }

    /// <summary>Rows of items under a header.</summary>
    /// <param name="style">0 columns, 1 pipes, 2 box, 3 numbered columns, 4 prose rows, 5 no quantities, 6 amounts before texts.</param>
    public static void Table(this Draft d, int style, Func<decimal, string>? money = null)
    {
        money ??= amount => d.Plain(amount);
        var (desc, qty, price, sum) = (d.Word("desc"), d.Word("qty"), d.Word("price"), d.Word("amount"));
        switch (style)
        {
            case 0:
                d.Put(Draft.Columns((0, desc), (34, qty), (44, price), (60, sum)));
                foreach (var i in d.Items)
                {
                    d.Put(Draft.Columns((0, i.Text), (34, d.Quantity(i.Quantity)), (44, money(i.Price)), (60, money(i.Amount))));
                }
                break;
            case 1:
                d.Put($"| {qty} | {desc} | {price} | {sum} |");
                d.Items.ForEach(i => d.Put($"| {d.Quantity(i.Quantity)} | {i.Text} | {money(i.Price)} | {money(i.Amount)} |"));
                break;
            case 2:
                d.Put("+------+------------------------------+--------------+--------------+");
                d.Put($"| {qty, -4} | {desc, -28} | {price, -12} | {sum, -12} |");
                d.Put("+------+------------------------------+--------------+--------------+");
                d.Items.ForEach(i =>
                    d.Put($"| {d.Quantity(i.Quantity), -4} | {i.Text, -28} | {money(i.Price), 12} | {money(i.Amount), 12} |")
                );
                d.Put("+------+------------------------------+--------------+--------------+");
                break;
            case 3:
                d.Put(Draft.Columns((0, "Pos"), (6, desc), (40, qty), (50, price), (64, sum)));
                foreach (var (i, no) in d.Items.Select((i, no) => (i, no + 1)))
                {
                    d.Put(
                        Draft.Columns((0, $"{no}"), (6, i.Text), (40, d.Quantity(i.Quantity)), (50, money(i.Price)), (64, money(i.Amount)))
                    );
                    if (d.Chance.Is(0.2))
                    {
                        d.Put("      " + d.Digits("Art. ####-##"));
                    }
                }
                break;
            case 4:
                d.Items.ForEach(i => d.Put($"{d.Quantity(i.Quantity)} x {i.Text} @ {money(i.Price)} = {money(i.Amount)}"));
                break;
            case 5:
                d.Put(Draft.Columns((0, desc), (50, sum)));
                d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (50, money(i.Amount)))));
                break;
            default:
                d.Put(Draft.Columns((0, sum), (14, qty), (22, desc)));
                d.Items.ForEach(i => d.Put(Draft.Columns((0, money(i.Amount)), (14, d.Quantity(i.Quantity)), (22, i.Text))));
                break;
        }
    }

    /// <summary>Net, tax and total.</summary>
    /// <param name="style">As in <see cref="Line"/>, or 7: far right.</param>
    public static void Sums(this Draft d, int style, Func<decimal, string>? money = null)
    {
        money ??= d.Money;
        Add(d.Word("net"), d.Net);
        Add(d.Word("tax"), d.Tax);
        Add(d.Word("total"), d.Total);

        void Add(string label, decimal amount) =>
            d.Put(style == 7 ? Draft.Columns((44, label), (64, money(amount))) : Line(label, money(amount), style));
    }

    public static string Bank(this Draft d) =>
        d.Vendor.Iban.Length == 0 ? d.Digits("Routing 0######## Account ########")
        : d.Chance.Is(0.5) ? $"IBAN {d.Vendor.Iban}"
        : $"IBAN: {d.Vendor.Iban}";

    /// <summary>Notes and writes terms, so that they are true.</summary>
    public static string Terms(this Draft d)
    {
        var terms = d.Word("termsvalue");
        d.Note("payment_terms", terms);
        return terms;
    }

    public static string Method(this Draft d)
    {
        var method = d.Word("methodvalue");
        d.Note("payment_method", method);
        return method;
    }

    public static string Clock(this Draft d)
    {
        var (hour, minute) = (7 + d.Chance.Below(15), d.Chance.Below(60));
        d.Note("time", string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}"));
        return string.Create(CultureInfo.InvariantCulture, $"{hour:00}:{minute:00}");
    }

    /// <summary>Slips as scanners make them: letters for figures, figures for letters, lost and joined spaces.</summary>
    public static void Scan(this Draft d, double rate)
    {
        d.Rewrite(text =>
        {
            var scanned = new StringBuilder();
            foreach (var c in text)
            {
                var slip = d.Chance.Is(rate);
                scanned.Append(
                    !slip
                        ? c.ToString()
                        : c switch
                        {
                            '0' => "O",
                            '1' => "l",
                            '5' => d.Chance.Is(0.6) ? "S" : "6",
                            '8' => d.Chance.Is(0.5) ? "B" : "3",
                            '7' => "1",
                            ',' => ".",
                            '.' => d.Chance.Is(0.5) ? "," : "",
                            ':' => d.Chance.Is(0.5) ? "" : ";",
                            'l' => "1",
                            'I' => "l",
                            'm' => "rn",
                            'e' => "c",
                            'o' => "0",
                            'ü' => "ii",
                            ' ' => d.Chance.Is(0.5) ? "" : "  ",
                            _ => c.ToString(),
                        }
                );
            }
            return scanned.ToString();
        });
    }

    /// <summary>Takes back what only bills have.</summary>
    public static void NoBill(this Draft d) =>
        d.None(
            "items",
            "tax",
            "tax_rate",
            "subtotal",
            "due_date",
            "invoice_number",
            "purchase_order",
            "payment_reference",
            "total",
            "iban"
        );

    public static void Asks(this Draft d, decimal amount) => d.Note("total", amount);

    /// <summary>An amount from a number on.</summary>
    public static decimal Some(this Draft d, int from, int span) => Math.Round(from + (decimal)(d.Chance.Part() * span), 2);
}
