namespace Strata.Testing.Papers;

/// <summary>Wording of one family in the languages of the locales.</summary>
internal static class Sayings
{
    private static readonly string[] Order = ["GB", "DE", "FR", "ES", "IT", "NL", "SE", "PL"];

    /// <param name="wordings">English, German, French, Spanish, Italian, Dutch, Swedish, Polish, parted by bars.</param>
    public static string Say(this Draft d, string wordings)
    {
        var country = d.Locale.Country switch
        {
            "US" => "GB",
            "CH" => "DE",
            var own => own,
        };
        return wordings.Split('|')[Array.IndexOf(Order, country)];
    }

    public static void NoCustomer(this Draft d) =>
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
}
