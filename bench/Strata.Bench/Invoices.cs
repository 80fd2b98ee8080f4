namespace Strata.Bench;

/// <summary>Invented invoices and transactions, the same on every run.</summary>
internal static class Invoices
{
    private static readonly string[] Vendors =
    [
        "Acme GmbH",
        "Birch & Sons",
        "Contoso Ltd",
        "Dorn Werke",
        "Elm Partners",
        "Fjord AS",
        "Gale Studio",
        "Harbor Foods",
    ];

    public static StructuredRequest Batch(int first, int count, int entities, DateTimeOffset observedAt) =>
        new() { ObservedAt = observedAt, Entities = [.. Enumerable.Range(first, count).Select(i => One(i, i % entities))] };

    public static StructuredEntity One(int i, int invoice) =>
        new()
        {
            EntityType = "invoice",
            Fields = new Dictionary<string, JsonElement>
            {
                ["invoice_number"] = Text($"INV-{invoice:D8}"),
                ["vendor"] = Text(Vendors[invoice % Vendors.Length]),
                ["customer"] = Text($"Customer {invoice % 5000}"),
                ["issue_date"] = Text(new DateOnly(2024, 1, 1).AddDays(invoice % 700).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ["due_date"] = Text(new DateOnly(2024, 1, 31).AddDays(invoice % 700).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ["total"] = Number((i % 100_000) + ((i % 100) / 100m)),
                ["currency"] = Text("EUR"),
                ["status"] = Text(i % 3 == 0 ? "paid" : "open"),
            },
        };

    /// <summary>A bank export of so many rows, about 90 bytes each.</summary>
    public static async Task WriteCsvAsync(string path, int rows)
    {
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        await file.WriteAsync("external_id,date,description,amount,currency,account,counterparty\n");
        for (var i = 0; i < rows; i++)
        {
            var day = new DateOnly(2023, 1, 1).AddDays(i % 1000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await file.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"T{i:D9},{day},Card payment {i % 977} at shop {i % 5003},{-(i % 50000) / 100m},EUR,DE02{i % 7},{Vendors[i % Vendors.Length]}\n"
                )
            );
        }
    }

    private static JsonElement Text(string text) => JsonDocument.Parse($"\"{text}\"").RootElement;

    private static JsonElement Number(decimal number) => JsonDocument.Parse(number.ToString(CultureInfo.InvariantCulture)).RootElement;
}
