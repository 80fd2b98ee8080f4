namespace Strata.Cli.Payments;

internal static class Money
{
    /// <summary>Formats an amount with all its decimals, but with two at least.</summary>
    public static string Show(decimal? amount, string? currency) =>
        amount is not { } money ? ""
        : currency is null ? Digits(money)
        : $"{Digits(money)} {Terminal.Safe(currency)}";

    private static string Digits(decimal money) => money.ToString("#,0.00##########", CultureInfo.InvariantCulture);
}
