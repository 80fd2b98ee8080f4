namespace Strata.Cli.Output;

/// <summary>Shows amounts: <see cref="MoneyText"/>; "–" if there is none.</summary>
internal static class MoneyView
{
    /// <summary>The amount alone.</summary>
    public static string Amount(JsonElement? amount, string? currency) =>
        amount is { ValueKind: JsonValueKind.Number } number && currency is not null
            ? MoneyText.Amount(number.GetRawText(), currency)
            : Values.Show(amount);

    public static string Show(JsonElement? amount, string? currency) =>
        amount is { ValueKind: JsonValueKind.Number } && currency is not null
            ? $"{Amount(amount, currency)} {Terminal.Short(currency, 12)}"
            : Values.Show(amount);
}
