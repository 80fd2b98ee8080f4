using System.Collections.Frozen;
using Strata.Schemas;

namespace Strata.Interpretation.Values;

/// <summary>What people pay with, as receipts name it.</summary>
internal static class PaymentMeans
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "card", "credit card", "debit card", "bank card", "cash", "visa", "visa debit", "mastercard", "maestro", "amex",
        "american express", "eftpos", "cheque", "paypal", "apple pay", "google pay", "contactless", "ec-karte", "ec-cash", "girocard",
        "karte", "kartenzahlung", "kreditkarte", "bankomat", "bar", "bargeld", "barzahlung", "gegeben bar", "carte", "carte bancaire",
        "cb", "carte bleue", "espèces", "chèque", "twint", "tarjeta", "tarjeta de crédito", "tarjeta de débito", "efectivo", "carta",
        "carta di credito", "bancomat", "contanti", "pagamento elettronico", "pagamento contante", "pin", "pinpas", "contant", "bankpas",
        "ideal", "gotówka", "karta", "karta płatnicza", "blik", "multibanco", "mb way", "cartão", "cartão de crédito", "cartão de débito",
        "dinheiro", "numerário", "kort", "bankkort", "kontokort", "dankort", "swish", "mobilepay", "vipps", "kontant", "kontanter",
        "kontanti", "betalkort", "visa card", "mastercard debit", "visa credit", "debit mastercard", "interac", "klarna", "wechat pay",
        "alipay", "bar eur", "cash eur", "carte visa", "paiement carte", "carte cb", "tarjeta visa", "pago con tarjeta", "bizum",
        "satispay", "bancontact", "payconiq", "karta visa", "karta kredytowa", "karta debetowa", "kortti", "pankkikortti", "luottokortti",
        "käteinen", "korttimaksu", "platební karta", "platba kartou", "hotově", "hotovost", "kredi kartı", "banka kartı", "nakit", "现金",
        "微信支付", "支付宝", "現金", "クレジット", "クレジットカード", "bankkártya", "készpénz", "eftpos card", "chip and pin", "contactless visa",
        "card payment", "paid by card", "credit", "debit", "visa contactless", "mastercard contactless", "ec karte", "ec-kartenzahlung",
        "girocard kontaktlos", "betaalpas", "pinbetaling", "check", "bank transfer", "wire transfer", "direct debit", "standing order",
        "ach", "zelle", "venmo", "upi", "visa electron", "discover", "diners club", "v pay", "virement", "virement bancaire",
        "prélèvement", "prélèvement automatique", "überweisung", "banküberweisung", "lastschrift", "sepa-lastschrift", "sofort",
        "transferencia", "transferencia bancaria", "domiciliación bancaria", "bonifico", "bonifico bancario", "overschrijving",
        "automatische incasso", "przelew", "przelew bankowy", "transferência", "transferência bancária", "autogiro", "bankgiro",
        "átutalás", "převodem", "신용카드", "체크카드", "현금", "카드", "계좌이체", "銀行振込", "振込", "银行转账", "银行卡", "刷卡", "信用卡", "μετρητά", "κάρτα",
        "numerar", "card bancar", "gotovina", "kartica", "kort visa", "kort mastercard", "carte mastercard", "numerario", "metálico",
        "carta di debito", "готівка", "готівкою", "безготівкова", "безготівковий", "картка", "банківська картка", "наличные", "наличными",
        "безналичные", "карта", "банковская карта", "tunai", "kartu", "kartu debit", "kartu kredit", "transfer bank", "qris",
    }.Select(FieldNames.Fold).ToFrozenSet(StringComparer.Ordinal);

    // "CHECK" heads a restaurant's slip, "Bar" names the place.
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(["check", "ach", "discover", "credit", "sofort", "bar", "ideal"], StringComparer.OrdinalIgnoreCase);

    private const int Longest = 30;

    /// <summary>Whether a means is a word of other senses too, which alone in a line says nothing of a payment.</summary>
    public static bool IsWord(ReadOnlySpan<char> means) => means.Length <= Longest && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(means);

    /// <summary>Whether the whole text is one.</summary>
    public static bool Contains(ReadOnlySpan<char> text) => text.Length <= Longest && Names.Contains(FieldNames.Fold(text.ToString()));
}
