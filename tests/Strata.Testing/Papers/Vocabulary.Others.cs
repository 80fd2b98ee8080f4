namespace Strata.Testing.Papers;

internal static partial class Vocabulary
{
    public static readonly string[] SpanishMonths =
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> Spanish = Of(
        """
        number=Factura nº|Nº de factura|Número de factura|Factura|Núm. factura|Fra. nº|Documento
        date=Fecha|Fecha de factura|Fecha de emisión|Fecha factura|Emitida el
        due=Vencimiento|Fecha de vencimiento|Vence el|Pagar antes del|Fecha límite
        net=Base imponible|Subtotal|Importe neto|Total sin IVA|Suma
        tax=IVA|IVA {r}%|Cuota IVA|I.V.A. {r} %|Importe IVA
        total=Total|Total factura|Total a pagar|Importe total|TOTAL EUR|A pagar|Líquido a pagar
        customerno=Nº cliente|Código de cliente|Número de cliente|Cód. cliente
        order=Pedido nº|Su pedido|Nº de pedido|Pedido
        vat=NIF|CIF|N.I.F.|NIF/CIF
        to=Cliente|Facturar a|Destinatario|Datos del cliente
        from=Emisor|Proveedor|Vendedor|De
        reference=Referencia|Concepto de pago|Ref.|Su referencia
        terms=Condiciones de pago|Forma y plazo
        termsvalue=30 días fecha factura|Al contado|A 60 días|15 días
        discount=Descuento|Dto.|Descuento comercial
        shipping=Portes|Gastos de envío|Transporte
        paid=A cuenta|Anticipo|Pagado|Entrega a cuenta
        service=Fecha de entrega|Fecha de servicio|Fecha operación
        period=Periodo|Periodo de facturación
        method=Forma de pago|Medio de pago
        methodvalue=Transferencia|Tarjeta|Efectivo|Domiciliación
        qty=Cant.|Cantidad|Uds.|Horas
        desc=Descripción|Concepto|Artículo
        price=Precio|Precio unitario|P. unit.
        amount=Importe|Total|Importe neto
        invoice=FACTURA|Factura
        receipt=RECIBO|Ticket|FACTURA SIMPLIFICADA|Ticket de compra
        credit=ABONO|Factura rectificativa
        reminder=RECORDATORIO DE PAGO|Aviso de impago
        thanks=Gracias por su confianza.|Gracias por su visita
        page=Página {0} de {1}
        phone=Tel.|Teléfono
        email=Correo|Email
        dear=Estimado cliente:|Muy señores nuestros:
        intro=Le detallamos los servicios prestados.|Según lo acordado facturamos:
        receiptno=Ticket nº|Recibo nº|Nº op|Documento
        till=Caja|TPV
        cashier=Le atendió|Cajero|Atendido por
        cash=Efectivo|Entregado
        change=Cambio|Devolución
        card=Tarjeta|Tarj.
        brought=Suma y sigue|Suma anterior
        premium=Prima anual|Prima
        policy=Póliza nº|Número de póliza
        tenant=Arrendatario
        landlord=Arrendador
        rent=Renta mensual|Alquiler
        slogan=Calidad desde 1974|A su servicio
        old=Saldo anterior
        fee=Recargo|Gastos de gestión
        contact=Contacto|Su gestor
        """
    );

    public static readonly string[] ItalianMonths =
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> Italian = Of(
        """
        number=Fattura n.|Numero fattura|Fattura nr.|N. documento|Documento n.|Fatt. n°
        date=Data|Data fattura|Data emissione|Data documento|Del
        due=Scadenza|Data scadenza|Da pagare entro|Pagamento entro|Scade il
        net=Imponibile|Totale imponibile|Subtotale|Totale netto|Totale merce
        tax=IVA|IVA {r}%|Totale IVA|Imposta|I.V.A. {r} %
        total=Totale|Totale fattura|Totale documento|Totale da pagare|Netto a pagare|Importo totale|Totale dovuto
        customerno=Codice cliente|Cod. cliente|N. cliente
        order=Ordine n.|Vs. ordine|Rif. ordine|Numero ordine
        vat=P. IVA|Partita IVA|P.I.|P.IVA/C.F.
        to=Spett.le|Cliente|Destinatario|Intestatario
        from=Fornitore|Emittente|Cedente
        reference=Causale|Riferimento|Rif.
        terms=Condizioni di pagamento|Pagamento
        termsvalue=30 gg data fattura|60 gg fine mese|Rimessa diretta|A vista
        discount=Sconto|Sconto merce|Abbuono
        shipping=Spese di spedizione|Trasporto|Spese
        paid=Acconto|Già pagato|Acconto versato
        service=Data consegna|Data prestazione
        period=Periodo|Periodo di riferimento
        method=Modalità di pagamento|Metodo di pagamento
        methodvalue=Bonifico|Bonifico bancario|Contanti|Carta di credito
        qty=Q.tà|Quantità|Ore
        desc=Descrizione|Articolo|Prestazione
        price=Prezzo|Prezzo unitario|P. unit.
        amount=Importo|Totale
        invoice=FATTURA|Fattura|Parcella
        receipt=SCONTRINO|Ricevuta|DOCUMENTO COMMERCIALE
        credit=NOTA DI CREDITO|Nota di accredito
        reminder=SOLLECITO|Sollecito di pagamento
        thanks=Grazie per la fiducia.|Grazie e arrivederci
        page=Pagina {0} di {1}
        phone=Tel.|Telefono
        email=E-mail|Posta
        dear=Gentile cliente,|Egregi signori,
        intro=Di seguito il dettaglio delle prestazioni.|Come concordato:
        receiptno=Scontrino n.|Doc. n.|Ricevuta n.|Documento N.
        till=Cassa|RT
        cashier=Servito da|Operatore|Cassiere
        cash=Contanti|Contante
        change=Resto
        card=Carta|Bancomat
        brought=Riporto|A riportare
        premium=Premio annuo|Premio
        policy=Polizza n.|Numero polizza
        tenant=Conduttore
        landlord=Locatore
        rent=Canone mensile|Canone
        slogan=Qualità dal 1974|Tradizione e passione
        old=Saldo precedente
        fee=Spese di sollecito|Commissioni
        contact=Referente|Contatto
        """
    );

    public static readonly string[] DutchMonths =
        "januari februari maart april mei juni juli augustus september oktober november december".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> Dutch = Of(
        """
        number=Factuurnummer|Factuurnr.|Factuur|Nummer|Documentnummer
        date=Datum|Factuurdatum|Opgesteld op
        due=Vervaldatum|Te betalen voor|Vervaldag|Uiterste betaaldatum|Graag voldoen voor
        net=Subtotaal|Totaal excl. btw|Nettobedrag|Bedrag excl.
        tax=Btw|Btw {r}%|BTW bedrag|{r}% btw|Totaal btw
        total=Totaal|Te betalen|Totaal incl. btw|Totaalbedrag|Factuurbedrag|Te voldoen
        customerno=Klantnummer|Klantnr.|Debiteurnummer|Relatienr.
        order=Ordernummer|Bestelnummer|Uw order|Opdracht
        vat=Btw-nummer|BTW nr.|Btw-id
        to=Klant|Factuur aan|Aan|Afnemer
        from=Leverancier|Afzender|Van
        reference=Betalingskenmerk|Kenmerk|Referentie
        terms=Betalingsvoorwaarden|Betaaltermijn
        termsvalue=14 dagen|Binnen 30 dagen|Per omgaande
        discount=Korting|Klantkorting
        shipping=Verzendkosten|Bezorgkosten
        paid=Reeds betaald|Aanbetaling|Voorschot
        service=Leverdatum|Uitgevoerd op
        period=Periode|Factuurperiode
        method=Betaalwijze|Betaalmethode
        methodvalue=Overschrijving|iDEAL|Incasso|Pin|Contant
        qty=Aantal|Uren
        desc=Omschrijving|Artikel|Product
        price=Prijs|Stukprijs|Tarief
        amount=Bedrag|Totaal
        invoice=FACTUUR|Factuur
        receipt=KASSABON|Bonnetje|BON|Kwitantie
        credit=CREDITNOTA|Creditfactuur
        reminder=HERINNERING|Aanmaning
        thanks=Bedankt voor uw opdracht.|Bedankt en tot ziens
        page=Pagina {0} van {1}
        phone=Tel.|Telefoon
        email=E-mail|Mail
        dear=Geachte heer, mevrouw,|Beste klant,
        intro=Hierbij brengen wij in rekening:|Voor de geleverde diensten:
        receiptno=Bonnummer|Bonnr|Transactie|Ticketnr
        till=Kassa|Terminal
        cashier=Geholpen door|Medewerker|Bediend door
        cash=Contant|Ontvangen
        change=Wisselgeld|Retour
        card=Kaart|Maestro|Pin
        brought=Transport|Over te dragen
        premium=Jaarpremie|Premie
        policy=Polisnummer
        tenant=Huurder
        landlord=Verhuurder
        rent=Huur per maand|Kale huur
        slogan=Vakwerk sinds 1974|Met zorg gemaakt
        old=Vorig saldo
        fee=Aanmaningskosten|Administratiekosten
        contact=Uw contactpersoon|Contact
        """
    );

    public static readonly string[] SwedishMonths =
        "januari februari mars april maj juni juli augusti september oktober november december".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> Swedish = Of(
        """
        number=Fakturanummer|Fakturanr|Faktura nr|Nummer
        date=Datum|Fakturadatum|Utfärdad
        due=Förfallodatum|Förfaller|Betalas senast|Att betala senast
        net=Summa exkl. moms|Netto|Delsumma|Summa
        tax=Moms|Moms {r}%|Varav moms
        total=Att betala|Totalt|Summa att betala|Summa inkl. moms|Totalbelopp|Belopp
        customerno=Kundnummer|Kundnr
        order=Ordernummer|Er order|Beställning
        vat=Momsreg.nr|VAT-nr|Org.nr
        to=Kund|Köpare|Faktureras
        from=Leverantör|Säljare
        reference=OCR|Referens|Er referens
        terms=Betalningsvillkor
        termsvalue=30 dagar netto|10 dagar|20 dagar
        discount=Rabatt
        shipping=Frakt|Leverans
        paid=Betalt|Förskott
        service=Leveransdatum|Utfört
        period=Period|Avser
        method=Betalsätt
        methodvalue=Kort|Swish|Bankgiro|Kontant
        qty=Antal|Tim
        desc=Beskrivning|Artikel|Benämning
        price=À-pris|Pris
        amount=Belopp|Summa
        invoice=FAKTURA|Faktura
        receipt=KVITTO|Kvitto
        credit=KREDITFAKTURA|Kreditnota
        reminder=PÅMINNELSE|Betalningspåminnelse
        thanks=Tack för ditt köp!|Välkommen åter
        page=Sida {0} av {1}
        phone=Tel|Telefon
        email=E-post
        dear=Hej!
        intro=Enligt överenskommelse fakturerar vi:
        receiptno=Kvittonr|Kvitto nr|Transaktion
        till=Kassa
        cashier=Kassör|Ni betjänades av
        cash=Kontant|Mottaget
        change=Växel|Åter
        card=Kort|Kortnr
        brought=Transport
        premium=Årspremie|Premie
        policy=Försäkringsnummer
        tenant=Hyresgäst
        landlord=Hyresvärd
        rent=Månadshyra|Hyra
        slogan=Kvalitet sedan 1974
        old=Tidigare saldo
        fee=Påminnelseavgift|Fakturaavgift
        contact=Er kontakt|Vår referens
        """
    );

    public static readonly string[] PolishMonths =
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".Split(' ');

    public static readonly IReadOnlyDictionary<string, string[]> Polish = Of(
        """
        number=Faktura nr|Numer faktury|Nr faktury|Faktura VAT nr
        date=Data wystawienia|Data|Wystawiono dnia
        due=Termin płatności|Płatne do|Termin zapłaty
        net=Razem netto|Wartość netto|Suma netto
        tax=VAT|VAT {r}%|Kwota VAT
        total=Do zapłaty|Razem|Razem brutto|Wartość brutto|Suma|Razem do zapłaty
        customerno=Numer klienta|Nr klienta
        order=Numer zamówienia|Zamówienie nr
        vat=NIP
        to=Nabywca|Klient|Kupujący
        from=Sprzedawca|Wystawca
        reference=Tytuł przelewu|Tytułem
        terms=Warunki płatności
        termsvalue=14 dni|przelew 30 dni
        discount=Rabat|Upust
        shipping=Wysyłka|Dostawa
        paid=Zapłacono|Wpłacono|Zaliczka
        service=Data sprzedaży|Data dostawy
        period=Okres|Okres rozliczeniowy
        method=Sposób płatności|Forma płatności
        methodvalue=przelew|karta|gotówka
        qty=Ilość|Szt.
        desc=Nazwa|Nazwa towaru|Opis
        price=Cena netto|Cena
        amount=Wartość|Kwota
        invoice=FAKTURA|Faktura VAT
        receipt=PARAGON FISKALNY|Paragon
        credit=FAKTURA KORYGUJĄCA|Korekta
        reminder=WEZWANIE DO ZAPŁATY|Przypomnienie
        thanks=Dziękujemy!|Dziękujemy za zakupy
        page=Strona {0} z {1}
        phone=Tel.
        email=E-mail
        dear=Szanowni Państwo,
        intro=Zgodnie z umową:
        receiptno=Paragon nr|Nr paragonu|Nr transakcji|Nr wydr.
        till=Kasa
        cashier=Kasjer|Obsługiwał
        cash=Gotówka
        change=Reszta
        card=Karta
        brought=Do przeniesienia
        premium=Składka roczna|Składka
        policy=Numer polisy
        tenant=Najemca
        landlord=Wynajmujący
        rent=Czynsz|Czynsz miesięczny
        slogan=Jakość od 1974 roku
        old=Poprzednie saldo
        fee=Opłata za wezwanie|Opłata
        contact=Kontakt|Opiekun
        """
    );
}
