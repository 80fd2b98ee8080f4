namespace Strata.Testing.Papers;

/// <summary>Words of papers by language: synonyms as real papers have them, whether or not <c>rules</c> know them.</summary>
internal static partial class Vocabulary
{
    public static readonly string[] EnglishMonths =
        "January February March April May June July August September October November December".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> English = Of(
        """
        number=Invoice No|Invoice number|Invoice #|Invoice no.|Our invoice|Invoice ID|Document no|Inv. No.|Bill number
        date=Date|Invoice date|Date of issue|Issued|Bill date|Tax point|Dated
        due=Due date|Payment due|Due|Pay by|Due by|Payable by|Latest payment|Please settle by
        net=Subtotal|Net|Net amount|Total excl. VAT|Total net|Goods total|Amount before tax
        tax=VAT|VAT {r}%|Tax|Sales tax|VAT @ {r}%|Tax ({r}%)|plus VAT {r} %
        total=Total|Total due|Amount due|Grand total|Invoice total|Total payable|Balance due|Total incl. VAT|To pay|Total amount
        customerno=Customer no|Account no.|Client ID|Customer number|Your account|Cust. ref
        order=PO number|Your order|Order no|P.O. No.|Order ref|Purchase order
        vat=VAT No|VAT Reg No|VAT number|Tax ID|VAT reg.
        to=Bill to|Invoice to|Customer|To|Sold to|Billed to|Client
        from=From|Supplier|Seller|Issued by|Remit to
        reference=Payment reference|Reference|Ref|Please quote|Our ref
        terms=Terms|Payment terms
        termsvalue=30 days net|Net 14|Payment within 30 days|14 days from date of invoice|Due on receipt
        discount=Discount|Less discount|Trade discount|Rebate
        shipping=Shipping|Delivery|Carriage|Freight|Postage & packing
        paid=Paid|Amount paid|Deposit paid|Less deposit|Payment received
        service=Delivery date|Date of supply|Service date|Work completed
        period=Billing period|Period|Service period
        method=Payment method|Paid by|Payment type
        methodvalue=Bank transfer|Visa|Direct debit|Cash|Cheque|Mastercard
        qty=Qty|Quantity|Units|Hours
        desc=Description|Item|Details|Service
        price=Unit price|Price|Rate|Each
        amount=Amount|Line total|Total|Net
        invoice=INVOICE|Invoice|Tax Invoice|TAX INVOICE|Sales Invoice
        receipt=RECEIPT|Sales receipt|Receipt|CASH RECEIPT
        credit=CREDIT NOTE|Credit memo|Credit Note
        reminder=PAYMENT REMINDER|Second reminder|Overdue notice|Statement reminder
        thanks=Thank you for your business.|Thank you for shopping with us|We appreciate your prompt payment.
        page=Page {0} of {1}
        phone=Tel|Phone|Telephone
        email=Email|E-mail
        dear=Dear customer,|Dear Sir or Madam,|Hello,
        intro=Please find below our charges for the work carried out.|We invoice you as agreed for the following:|For services rendered:
        receiptno=Receipt no|Trans|Ticket|Bill no|Receipt #|Check
        till=Till|Register|POS
        cashier=Served by|Cashier|Operator|Server
        cash=Cash|Cash tendered
        change=Change|Change due
        card=Card|Card no|VISA DEBIT
        brought=Carried forward|Brought forward
        premium=Annual premium|Premium
        policy=Policy number|Policy no
        tenant=Tenant
        landlord=Landlord
        rent=Monthly rent|Rent
        slogan=Your partner in quality since 1974|Building better together|Quality you can trust|Family run for three generations
        old=Previous balance|Balance brought forward|Last bill
        fee=Reminder fee|Late fee|Admin charge
        contact=Your contact|Contact|Queries to
        """
    );

    public static readonly string[] GermanMonths =
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> German = Of(
        """
        number=Rechnungsnummer|Rechnung Nr.|Rechnungs-Nr.|Re-Nr.|Belegnummer|Nummer|Beleg|Rg.-Nr.
        date=Datum|Rechnungsdatum|Ausgestellt am|Belegdatum|Rechnung vom|Erstellungsdatum
        due=Fällig am|Zahlbar bis|Fälligkeit|Zahlungsziel|Zu zahlen bis|Bitte überweisen bis|Fällig
        net=Nettobetrag|Netto|Zwischensumme|Summe netto|Gesamt netto|Warenwert|Nettosumme|Summe Positionen
        tax=MwSt.|USt. {r}%|zzgl. {r} % MwSt.|Umsatzsteuer {r}%|MwSt {r},00 %|Mehrwertsteuer|{r}% USt
        total=Gesamtbetrag|Rechnungsbetrag|Summe|Gesamt|Endbetrag|Zahlbetrag|Brutto|Zu zahlen|Gesamtsumme|Bruttobetrag|Total
        customerno=Kundennummer|Kunden-Nr.|Kd.-Nr.|Debitor|Ihre Kundennummer|Kdnr
        order=Bestellnummer|Ihre Bestellung|Bestell-Nr.|Auftragsnummer|Ihr Auftrag|Auftrag
        vat=USt-IdNr.|USt-ID|Steuernummer|UID|Umsatzsteuer-ID|Ust.-Id.
        to=Rechnungsempfänger|Kunde|Rechnung an|An|Auftraggeber|Empfänger
        from=Lieferant|Absender|Rechnungssteller|Von|Verkäufer
        reference=Verwendungszweck|Referenz|Zahlungsreferenz|Unser Zeichen|Bitte angeben
        terms=Zahlungsbedingungen|Zahlung|Zahlungskonditionen
        termsvalue=14 Tage netto|Zahlbar innerhalb 30 Tagen|30 Tage netto|sofort ohne Abzug|10 Tage 2 % Skonto, 30 Tage netto
        discount=Rabatt|Nachlass|abzgl. Rabatt|Skonto
        shipping=Versand|Versandkosten|Porto|Frachtkosten|Lieferung
        paid=Bereits bezahlt|Anzahlung|abzgl. Anzahlung|Gezahlt|Erhalten
        service=Lieferdatum|Leistungsdatum|Leistung am|Liefertag
        period=Abrechnungszeitraum|Leistungszeitraum|Zeitraum
        method=Zahlungsart|Zahlweise|Bezahlt mit
        methodvalue=Überweisung|Lastschrift|Bar|EC-Karte|Kreditkarte|Rechnung
        qty=Menge|Anzahl|Stk|Std.
        desc=Bezeichnung|Beschreibung|Artikel|Leistung
        price=Einzelpreis|E-Preis|Preis|EP
        amount=Betrag|Gesamt|Gesamtpreis|GP
        invoice=RECHNUNG|Rechnung|Honorarnote|Faktura
        receipt=QUITTUNG|Kassenbon|Beleg|BON
        credit=GUTSCHRIFT|Rechnungskorrektur|Stornorechnung
        reminder=MAHNUNG|Zahlungserinnerung|2. Mahnung|Erinnerung
        thanks=Vielen Dank für Ihren Auftrag.|Wir danken für Ihren Einkauf|Vielen Dank!
        page=Seite {0} von {1}
        phone=Tel.|Telefon|Fon
        email=E-Mail|Mail
        dear=Sehr geehrte Damen und Herren,|Guten Tag,
        intro=für unsere Leistungen erlauben wir uns zu berechnen:|wie vereinbart berechnen wir Ihnen:|vielen Dank für Ihren Auftrag.
        receiptno=Bon-Nr.|Belegnr|Bon|Quittung Nr.|Vorgang|TA-Nr
        till=Kasse|Terminal
        cashier=Es bediente Sie|Kassierer|Bediener
        cash=Bar|Gegeben|Gegeben bar
        change=Rückgeld|Zurück
        card=Karte|EC|Girocard|Kartennr.
        brought=Übertrag|Zwischensumme Seite
        premium=Jahresbeitrag|Beitrag
        policy=Versicherungsnummer|Versicherungsschein-Nr.|Vertragsnummer
        tenant=Mieter
        landlord=Vermieter
        rent=Monatliche Miete|Kaltmiete|Miete
        slogan=Ihr Partner seit 1974|Qualität aus Tradition|Meisterbetrieb in dritter Generation
        old=Vorheriger Saldo|Alter Saldo|Offener Betrag Vormonat
        fee=Mahngebühr|Mahnspesen|Bearbeitungsgebühr
        contact=Ihr Ansprechpartner|Bearbeiter|Rückfragen an
        """
    );

    public static readonly string[] FrenchMonths =
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> French = Of(
        """
        number=Facture n°|N° de facture|Numéro de facture|Facture No|Réf. facture|N° facture|Pièce n°
        date=Date|Date de facture|Date de facturation|Émise le|Date d'émission|Établie le
        due=Échéance|Date d'échéance|À payer avant le|À régler avant le|Payable le|Règlement au plus tard le
        net=Total HT|Montant HT|Sous-total|Total net HT|Base HT|Total hors taxes
        tax=TVA|TVA {r} %|Montant TVA|Total TVA|TVA ({r}%)|T.V.A. {r}%
        total=Total TTC|Net à payer|Montant TTC|Total à payer|Montant dû|Total|Total général|Reste à payer|Somme due
        customerno=N° client|Code client|Réf. client|Numéro client|Votre n° client
        order=Commande n°|Bon de commande|Votre commande|Réf. commande|N° commande
        vat=N° TVA|TVA intracommunautaire|N° TVA intracom.|TVA intra
        to=Facturé à|Client|Destinataire|À l'attention de|Adressé à
        from=Émetteur|Fournisseur|Vendeur|Prestataire|De
        reference=Référence|Communication|Réf. à rappeler|Référence de paiement
        terms=Conditions de paiement|Règlement|Modalités
        termsvalue=30 jours fin de mois|à réception|30 jours net|Comptant
        discount=Remise|Rabais|Escompte|Remise commerciale
        shipping=Frais de port|Livraison|Port|Frais d'expédition
        paid=Acompte|Acompte versé|Déjà réglé|Payé
        service=Date de livraison|Date de prestation|Livré le|Intervention du
        period=Période|Période de facturation|Consommation du
        method=Mode de paiement|Mode de règlement|Réglé par
        methodvalue=Virement|Carte bancaire|Prélèvement|Espèces|Chèque
        qty=Qté|Quantité|Heures|Nb
        desc=Désignation|Description|Libellé|Article
        price=Prix unitaire|P.U. HT|PU|Tarif
        amount=Montant|Montant HT|Total HT|Total
        invoice=FACTURE|Facture|Note d'honoraires
        receipt=REÇU|Ticket de caisse|TICKET|Reçu
        credit=AVOIR|Facture d'avoir|Note de crédit
        reminder=RAPPEL|Lettre de relance|Deuxième relance
        thanks=Merci de votre confiance.|Merci de votre visite|À bientôt
        page=Page {0}/{1}
        phone=Tél.|Téléphone|Tél
        email=Courriel|E-mail|Mél
        dear=Madame, Monsieur,|Cher client,
        intro=Veuillez trouver ci-dessous le détail de nos prestations.|Suite à votre commande :
        receiptno=Ticket n°|N° de reçu|Ticket|N° transaction
        till=Caisse|TPE
        cashier=Servi par|Caissier|Hôte
        cash=Espèces|Reçu
        change=Rendu|Monnaie
        card=Carte|CB|Carte bancaire
        brought=Report|À reporter
        premium=Cotisation annuelle|Prime
        policy=Contrat n°|N° de police
        tenant=Locataire
        landlord=Bailleur
        rent=Loyer mensuel|Loyer
        slogan=La qualité depuis 1974|Artisan de père en fils
        old=Solde précédent|Ancien solde
        fee=Frais de relance|Pénalités
        contact=Votre interlocuteur|Contact
        """
    );

    private static Dictionary<string, string[]> Of(string lines) =>
        lines
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Split('|'), StringComparer.Ordinal);
}
