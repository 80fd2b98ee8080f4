namespace Strata.Testing.Papers;

/// <summary>A layout, and the countries whose papers have it.</summary>
internal sealed record Family(string Name, Locale[] Locales, Action<Draft> Write);

/// <summary>Plain invoices: labels and values in the usual places.</summary>
internal static class Invoices
{
    public static readonly Family[] All =
    [
        new("invoice-lines", Locale.All, Lines),
        new("invoice-right-column", Locale.All, RightColumn),
        new("invoice-stacked", Locale.All, Stacked),
        new("invoice-letter", [Locale.Germany, Locale.Switzerland, Locale.France, Locale.Netherlands, Locale.Sweden], Letter),
        new("invoice-grid", Locale.All, Grid),
        new("invoice-html-table", Locale.All, HtmlTable),
        new("invoice-html-spans", Locale.All, HtmlSpans),
        new("invoice-markdown", Locale.All, Markdown),
        new("invoice-minimal", Locale.All, Minimal),
        new("invoice-foot", Locale.European, Foot),
        new("invoice-us-sides", [Locale.States], Sides),
        new("invoice-capitals", Locale.All, Capitals),
        new("invoice-leaders", Locale.All, Leaders),
        new("invoice-amount-first", Locale.All, AmountFirst),
    ];

    private static void Lines(Draft d)
    {
        var style = d.Chance.Below(3);
        d.Put(d.Head());
        d.Gap();
        d.Put(d.Word("invoice"));
        d.Gap();
        d.Put(Parts.Line(d.Word("number"), d.Number, style));
        d.Put(Parts.Line(d.Word("date"), d.Day(d.Date), style));
        if (d.Chance.Is(0.7))
        {
            d.Put(Parts.Line(d.Word("due"), d.Day(d.Due), style));
        }
        if (d.Chance.Is(0.5))
        {
            d.Put(Parts.Line(d.Word("customerno"), d.CustomerNumber, style));
        }
        if (d.Chance.Is(0.4))
        {
            d.Put(Parts.Line(d.Word("order"), d.Order, style));
        }
        d.Gap();
        d.Put($"{d.Word("to")}:");
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        d.Table(d.Chance.One([0, 3]));
        d.Gap();
        d.Sums(style);
        d.Gap();
        d.Put(d.Bank());
        d.Put(d.Word("thanks"));
    }

    private static void RightColumn(Draft d)
    {
        var style = d.Chance.Below(2);
        List<string> right =
        [
            d.Word("invoice"),
            Parts.Line(d.Word("number"), d.Number, style, 18),
            Parts.Line(d.Word("date"), d.Day(d.Date), style, 18),
            Parts.Line(d.Word("customerno"), d.CustomerNumber, style, 18),
        ];
        if (d.Chance.Is(0.5))
        {
            right.Add(Parts.Line(d.Word("service"), d.Day(d.Date.AddDays(-3)), style, 18));
            d.Note("service_date", d.Date.AddDays(-3));
        }
        d.Beside(46, d.Head(), right);
        d.Gap();
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        d.Table(0);
        d.Gap();
        d.Sums(7);
        d.Gap();
        d.Put($"{d.Word("terms")}: {d.Terms()}");
        d.Put(Parts.Line(d.Word("due"), d.Day(d.Due), 2));
    }

    private static void Stacked(Draft d)
    {
        d.Put(d.Head());
        d.Gap();
        List<(string Label, string Value)> cells =
        [
            (d.Word("number"), d.Number),
            (d.Word("date"), d.Day(d.Date)),
            (d.Word("due"), d.Day(d.Due)),
        ];
        if (d.Chance.Is(0.6))
        {
            cells.Insert(d.Chance.Below(4), (d.Word("customerno"), d.CustomerNumber));
        }
        if (d.Chance.Is(0.3))
        {
            // A label that few papers have.
            cells.Insert(d.Chance.Below(4), (d.Chance.One(["Depot", "Route", "Cost unit", "Ablage", "Secteur"]), d.Digits("##")));
        }
        d.Put(Draft.Columns([.. cells.Select((cell, i) => (i * 22, cell.Label))]));
        d.Put(Draft.Columns([.. cells.Select((cell, i) => (i * 22, cell.Value))]));
        d.Gap();
        d.Put($"{d.Word("to")}");
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        d.Table(d.Chance.One([0, 5]));
        d.Gap();
        string[] labels = [d.Word("net"), d.Word("tax"), d.Word("total")];
        d.Put(Draft.Columns([.. labels.Select((label, i) => (20 + (i * 20), label))]));
        d.Put(Draft.Columns((20, d.Money(d.Net)), (40, d.Money(d.Tax)), (60, d.Money(d.Total))));
        d.Gap();
        d.Put(d.Bank());
    }

    private static void Letter(Draft d)
    {
        d.Put($"{d.Vendor.Name} · {d.Vendor.Street} · {d.Vendor.Town}");
        d.Gap();
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        var town = d.Vendor.Town.Split(' ')[^1];
        d.Put(Draft.Columns((48, $"{town}, {(d.Chance.Is(0.3) ? "den " : "")}{d.Day(d.Date)}")));
        d.Gap();
        d.Put(d.Chance.Is(0.5) ? $"{d.Word("invoice")} {d.Number}" : $"{d.Word("number")} {d.Number}");
        d.Gap();
        d.Put(d.Word("dear"));
        d.Gap();
        d.Put(d.Word("intro"));
        d.Gap();
        d.Table(d.Chance.One([0, 4, 5]));
        d.Gap();
        d.Sums(d.Chance.One([1, 2, 7]));
        d.Gap();
        d.Put($"{d.Word("due")} {d.Day(d.Due)}. {d.Word("reference")}: {d.Reference}");
        d.Gap();
        d.Put(d.Side(firm: false).Name);
        d.Gap();
        d.Put($"{d.Bank()}   {d.Word("vat")} {d.Vendor.VatId}   {d.Word("phone")} {d.Vendor.Phone}");
    }

    private static void Grid(Draft d)
    {
        d.Put($"| {d.Vendor.Name} | {d.Word("invoice")} |", $"| {d.Vendor.Street} | {d.Word("number")}: {d.Number} |");
        d.Put($"| {d.Vendor.Town} | {d.Word("date")}: {d.Day(d.Date)} |");
        d.Put($"| {d.Word("vat")} {d.Vendor.VatId} | {d.Word("due")}: {d.Day(d.Due)} |");
        d.Gap();
        d.Put($"| {d.Word("to")} | {d.Word("customerno")} | {d.Word("order")} |");
        d.Put($"| {d.Customer.Name} | {d.CustomerNumber} | {d.Order} |");
        d.Gap();
        d.Table(d.Chance.One([1, 2]));
        d.Put($"| {d.Word("net")} | {d.Money(d.Net)} |", $"| {d.Word("tax")} | {d.Money(d.Tax)} |");
        d.Put($"| {d.Word("total")} | {d.Money(d.Total)} |");
        d.Gap();
        d.Put($"{d.Bank()} · {d.Word("terms")} {d.Terms()}");
    }

    private static void HtmlTable(Draft d)
    {
        d.MediaType = "text/html";
        d.Put(
            "<html><body>",
            $"<h1>{d.Vendor.Name}</h1><p>{d.Vendor.Street}<br>{d.Vendor.Town}</p>",
            $"<h2>{d.Word("invoice")}</h2><table>"
        );
        List<(string, string)> rows = [(d.Word("number"), d.Number), (d.Word("date"), d.Day(d.Date)), (d.Word("due"), d.Day(d.Due))];
        rows.Add((d.Word("to"), d.Customer.Name));
        if (d.Chance.Is(0.5))
        {
            rows.Add((d.Word("vat"), d.Vendor.VatId));
        }
        if (d.Chance.Is(0.5))
        {
            rows.Add((d.Chance.One(["Handled by", "Bearbeiter", "Dossier"]), d.Side(firm: false).Name));
        }
        rows.ForEach(row => d.Put($"<tr><td>{row.Item1}</td><td>{row.Item2}</td></tr>"));
        d.Put(
            "</table><table>",
            $"<tr><th>{d.Word("desc")}</th><th>{d.Word("qty")}</th><th>{d.Word("price")}</th><th>{d.Word("amount")}</th></tr>"
        );
        d.Items.ForEach(i =>
            d.Put($"<tr><td>{i.Text}</td><td>{d.Quantity(i.Quantity)}</td><td>{d.Plain(i.Price)}</td><td>{d.Plain(i.Amount)}</td></tr>")
        );
        foreach (var (label, amount) in new[] { (d.Word("net"), d.Net), (d.Word("tax"), d.Tax), (d.Word("total"), d.Total) })
        {
            d.Put($"<tr><td colspan=3>{label}</td><td>{d.Money(amount)}</td></tr>");
        }
        d.Put($"</table><p>{d.Bank()}</p><p>{d.Word("thanks")}</p></body></html>");
    }

    private static void HtmlSpans(Draft d)
    {
        d.MediaType = "text/html";
        d.Put("<html><head><title>" + d.Word("invoice") + "</title></head><body>");
        d.Put($"<div><b>{d.Vendor.Name}</b></div><div>{d.Vendor.Email}</div>");
        foreach (
            var (label, value) in new[]
            {
                (d.Word("number"), d.Number),
                (d.Word("date"), d.Day(d.Date)),
                (d.Word("to"), d.Customer.Name),
                (d.Word("reference"), d.Reference),
            }
        )
        {
            d.Put($"<div><span>{label}</span> <span>{value}</span></div>");
        }
        d.Put("<ul>");
        d.Items.ForEach(i => d.Put($"<li>{d.Quantity(i.Quantity)} × {i.Text} <b>{d.Money(i.Amount)}</b></li>"));
        d.Put("</ul>", $"<div>{d.Word("net")} <b>{d.Money(d.Net)}</b></div><div>{d.Word("tax")} <b>{d.Money(d.Tax)}</b></div>");
        d.Put($"<div>{d.Word("total")} <b>{d.Money(d.Total)}</b></div><p>{d.Word("due")} {d.Day(d.Due)}</p>");
        d.Put($"<footer>{d.Word("phone")} {d.Vendor.Phone} | {d.Word("vat")} {d.Vendor.VatId}</footer></body></html>");
    }

    private static void Markdown(Draft d)
    {
        d.MediaType = "text/markdown";
        d.Put($"# {d.Word("invoice")} {d.Number}", "");
        d.Put($"**{d.Word("from")}**: {d.Vendor.Name}  ", $"**{d.Word("to")}**: {d.Customer.Name}  ");
        d.Put($"**{d.Word("date")}**: {d.Day(d.Date)}  ", $"**{d.Word("due")}**: {d.Day(d.Due)}", "");
        d.Put($"| {d.Word("desc")} | {d.Word("qty")} | {d.Word("amount")} |", "|---|---:|---:|");
        d.Items.ForEach(i => d.Put($"| {i.Text} | {d.Quantity(i.Quantity)} | {d.Plain(i.Amount)} |"));
        d.Put(
            "",
            $"- {d.Word("net")}: {d.Money(d.Net)}",
            $"- {d.Word("tax")}: {d.Money(d.Tax)}",
            $"- **{d.Word("total")}: {d.Money(d.Total)}**"
        );
        d.Put("", $"> {d.Word("terms")}: {d.Terms()}", "", d.Bank());
    }

    private static void Minimal(Draft d)
    {
        d.Put(d.Vendor.Name, d.Vendor.Email);
        d.Gap();
        d.Put($"{d.Word("invoice")} {d.Number}", d.Day(d.Date));
        d.Gap();
        d.Put(d.Customer.Name);
        d.Gap();
        d.Items.ForEach(i => d.Put($"{i.Text}  {d.Money(i.Amount)}"));
        d.Gap();
        if (d.Chance.Is(0.5))
        {
            d.Put($"{d.Word("tax")}  {d.Money(d.Tax)}");
        }
        d.Put($"{d.Word("total")}  {d.Money(d.Total)}");
        d.Gap();
        d.Put(d.Chance.Is(0.5) ? d.Terms() : d.Bank());
    }

    private static void Foot(Draft d)
    {
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        d.Put(Draft.Columns((50, d.Day(d.Date))));
        d.Put($"{d.Word("invoice").ToUpperInvariant()} {d.Number}");
        d.Put($"{d.Word("contact")}: {d.Side(firm: false).Name}, {d.Word("phone")} {d.Digits("0## ######")}");
        d.Gap();
        d.Table(3);
        d.Gap();
        d.Sums(7);
        d.Gap();
        d.Put($"{d.Word("terms")}: {d.Terms()}");
        d.Gap();
        d.Put(new string('_', 70));
        d.Beside(34, [d.Vendor.Name, d.Vendor.Street, d.Vendor.Town], [d.Bank(), $"{d.Word("vat")} {d.Vendor.VatId}", d.Vendor.Email]);
    }

    private static void Sides(Draft d)
    {
        d.Put(d.Head());
        d.Gap();
        var ship = d.Side(firm: true);
        d.Put(Draft.Columns((0, "BILL TO"), (28, "SHIP TO"), (56, $"{d.Word("number")}: {d.Number}")));
        d.Put(Draft.Columns((0, d.Customer.Name), (28, ship.Name), (56, $"{d.Word("date")}: {d.Day(d.Date)}")));
        d.Put(Draft.Columns((0, d.Customer.Street), (28, ship.Street), (56, $"{d.Word("order")}: {d.Order}")));
        d.Put(Draft.Columns((0, d.Customer.Town), (28, ship.Town), (56, $"{d.Word("due")}: {d.Day(d.Due)}")));
        d.Gap();
        d.Put(Draft.Columns((0, "SALESPERSON"), (20, "SHIPPED VIA"), (40, "F.O.B. POINT"), (58, "TERMS")));
        d.Put(Draft.Columns((0, d.Side(firm: false).Name), (20, "UPS Ground"), (40, "Origin"), (58, d.Terms())));
        d.Gap();
        d.Table(d.Chance.One([0, 6]));
        d.Gap();
        var shipping = d.Chance.Is(0.6) ? 5 + d.Chance.Below(40) : 0;
        d.Put(Draft.Columns((50, "SUBTOTAL"), (66, d.Money(d.Net))), Draft.Columns((50, "SALES TAX"), (66, d.Money(d.Tax))));
        if (shipping > 0)
        {
            d.Put(Draft.Columns((50, "SHIPPING & HANDLING"), (72, d.Money(shipping))));
            d.Note("shipping", (decimal)shipping);
            d.Note("total", d.Total + shipping);
        }
        d.Put(Draft.Columns((50, "TOTAL DUE"), (66, d.Money(d.Total + shipping))));
        d.Put($"Make all checks payable to {d.Vendor.Name}", "THANK YOU FOR YOUR BUSINESS!");
    }

    private static void Capitals(Draft d)
    {
        d.Put(d.Vendor.Name.ToUpperInvariant());
        d.Put($"{d.Vendor.Street} {d.Vendor.Town}".ToUpperInvariant(), "");
        d.Put(
            $"{d.Word("number")} {d.Number}   {d.Word("date")} {d.Day(d.Date)}   {d.Word("customerno")} {d.CustomerNumber}".ToUpperInvariant()
        );
        d.Put($"{d.Word("to")} {d.Customer.Name}".ToUpperInvariant(), "");
        d.Table(5);
        d.Put(new string('-', 64));
        d.Put(
            $"{d.Word("net")} {d.Money(d.Net)}   {d.Word("tax")} {d.Money(d.Tax)}   {d.Word("total")} {d.Money(d.Total)}".ToUpperInvariant()
        );
        d.Gap();
        d.Put($"{d.Word("due")} {d.Day(d.Due)}".ToUpperInvariant(), d.Bank());
    }

    private static void Leaders(Draft d)
    {
        d.Put(d.Head());
        d.Gap();
        d.Put(
            Parts.Line(d.Word("number"), d.Number, 5),
            Parts.Line(d.Word("date"), d.Day(d.Date), 5),
            Parts.Line(d.Word("to"), d.Customer.Name, 5)
        );
        d.Gap();
        d.Items.ForEach(i => d.Put(Parts.Line(i.Text, d.Money(i.Amount), 5, 44)));
        d.Put(Parts.Line(d.Word("net"), d.Money(d.Net), 5, 44), Parts.Line(d.Word("tax"), d.Money(d.Tax), 5, 44));
        if (d.Chance.Is(0.4))
        {
            var off = Math.Round(d.Total / 10, 2);
            d.Put(Parts.Line(d.Word("discount"), d.Money(-off), 5, 44));
            d.Note("discount", off);
            d.Note("total", d.Total - off);
            d.Put(Parts.Line(d.Word("total"), d.Money(d.Total - off), 5, 44));
        }
        else
        {
            d.Put(Parts.Line(d.Word("total"), d.Money(d.Total), 5, 44));
        }
        d.Put("", Parts.Line(d.Word("method"), d.Method(), 5), d.Word("thanks"));
    }

    private static void AmountFirst(Draft d)
    {
        d.Put(d.Money(d.Total), $"{d.Word("total")} · {d.Word("due")} {d.Day(d.Due)}", "");
        d.Put($"{d.Word("invoice")} {d.Number}", $"{d.Word("from")} {d.Vendor.Name}", $"{d.Word("to")} {d.Customer.Name}", "");
        d.Put($"{d.Day(d.Date)}", "");
        d.Table(6);
        d.Gap();
        foreach (var (label, amount) in new[] { (d.Word("net"), d.Net), (d.Word("tax"), d.Tax), (d.Word("total"), d.Total) })
        {
            d.Put(Draft.Columns((0, d.Money(amount)), (18, label)));
        }
        d.Put("", $"{d.Vendor.Email}   {d.Word("phone")} {d.Vendor.Phone}");
    }
}
