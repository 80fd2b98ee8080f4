using Strata.Testing;

namespace Strata.Payments;

/// <summary>Payments and invoices: proposed, confirmed, dismissed, taken back; and what of an invoice is paid.</summary>
public sealed class PaymentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task A_number_and_an_amount_count_as_paid_and_are_proposed_with_reasons(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoice = await InvoiceAsync(store.Alice, "RE-2026/0815", 120.50m);
        (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Open);

        var payment = await PaymentAsync(store.Alice, -120.50m, "Rg. RE 2026 0815 vom 3.2.");

        var settlement = (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull();
        settlement.State.ShouldBe(SettlementState.Paid);
        settlement.Payments.ShouldHaveSingleItem().EntityId.ShouldBe(payment);
        settlement.Payments[0].Basis.ShouldBe(SettlementBasis.NumberAndAmount);
        var match = (await FindAsync(store.Alice)).ShouldHaveSingleItem();
        (match.PaymentId, match.InvoiceId, match.State).ShouldBe((payment, invoice, PaymentMatchState.Open));
        match.Reasons.ShouldBe([MatchReason.Number, MatchReason.Amount, MatchReason.Party]);
        (await FindAsync(store.Bob)).ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "N-141"), Trait("req", "G6")]
    public async Task What_is_confirmed_is_related_and_taken_back_by_retracting(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoice = await InvoiceAsync(store.Alice, "77123", 100m);
        var payment = await PaymentAsync(store.Alice, -100m, "Heizung");
        (await FindAsync(store.Alice)).ShouldHaveSingleItem().Reasons.ShouldBe([MatchReason.Amount, MatchReason.Party, MatchReason.Date]);
        (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Open);

        var confirmed = await store.Alice.Payments.ConfirmAsync(payment, invoice, new(), None);

        var settlement = (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull();
        (settlement.State, settlement.Paid, settlement.Open).ShouldBe((SettlementState.Paid, 100m, 0m));
        settlement.Payments.ShouldHaveSingleItem().RelationshipId.ShouldBe(confirmed.Id);
        (await store.Alice.Payments.ListAsync(new(), None)).Items.ShouldBeEmpty();
        (await store.Alice.Payments.ExplainAsync(payment, invoice, None)).State.ShouldBe(PaymentMatchState.Confirmed);
        (await FindAsync(store.Alice)).ShouldBeEmpty();
        (await store.Alice.Payments.ListAsync(new() { State = PaymentMatchFilter.Confirmed }, None)).Items.ShouldHaveSingleItem();
        var refused = await Should.ThrowAsync<StrataException>(() => store.Alice.Payments.DismissAsync(payment, invoice, new(), None));
        refused.Code.ShouldBe(ErrorCode.Conflict);
        (await store.Alice.Entities.GetNeighborhoodAsync(invoice, 1, 10, ReadAt.Now, None))
            .Relationships.ShouldHaveSingleItem()
            .Type.ShouldBe("pays");

        await store.Alice.RetractAsync(confirmed.Id);
        (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Open);
        (await store.Alice.Payments.ListAsync(new(), None)).Items.ShouldHaveSingleItem().State.ShouldBe(PaymentMatchState.Open);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-141"), Trait("req", "G6")]
    public async Task What_is_dismissed_does_not_come_back_until_that_is_retracted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoice = await InvoiceAsync(store.Alice, "RE-4711", 100m);
        var payment = await PaymentAsync(store.Alice, -100m, "RE-4711");
        await FindAsync(store.Alice);

        var dismissed = await store.Alice.Payments.DismissAsync(payment, invoice, new() { Reason = "another house" }, None);

        (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Open);
        await PaymentAsync(store.Alice, -100m, "RE-4711"); // the same, imported again
        (await FindAsync(store.Alice)).ShouldBeEmpty();
        (await store.Alice.Payments.ListAsync(new() { State = PaymentMatchFilter.Dismissed }, None)).Items.ShouldHaveSingleItem();
        (await Should.ThrowAsync<StrataException>(() => store.Alice.Payments.DismissAsync(payment, invoice, new(), None))).Code.ShouldBe(
            ErrorCode.Conflict
        );

        await store.Alice.RetractAsync(dismissed.Id);
        (await FindAsync(store.Alice)).ShouldHaveSingleItem();
        (await store.Alice.GetAsync(invoice)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Paid);
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task One_payment_of_several_invoices_is_split_and_parts_add_up(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await InvoiceAsync(store.Alice, "A-1001", 60m, due: "2026-02-10");
        var second = await InvoiceAsync(store.Alice, "A-1002", 40.10m, due: "2026-02-20");
        var both = await PaymentAsync(store.Alice, -100.10m, "A-1001, A-1002");
        var third = await InvoiceAsync(store.Alice, "A-1003", 50m, due: "2026-02-25");
        var part = await PaymentAsync(store.Alice, -20m, "Anzahlung A-1003", id: "2");

        var found = await FindAsync(store.Alice);

        found.Where(m => m.PaymentId == both).Select(m => m.InvoiceId).ShouldBe([first, second], ignoreOrder: true);
        found.Where(m => m.PaymentId == both).ShouldAllBe(m => m.Reasons.Contains(MatchReason.Sum));
        found.Single(m => m.PaymentId == part).Reasons.ShouldContain(MatchReason.Part);
        foreach (var match in found)
        {
            await store.Alice.Payments.ConfirmAsync(match.PaymentId, match.InvoiceId, new(), None);
        }
        (await store.Alice.GetAsync(first)).Settlement.ShouldNotBeNull().Paid.ShouldBe(60m);
        (await store.Alice.GetAsync(second)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Paid);
        var open = (await store.Alice.GetAsync(third)).Settlement.ShouldNotBeNull();
        (open.State, open.Open).ShouldBe((SettlementState.PartlyPaid, 30m));
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task Twelve_equal_rents_are_paid_each_by_its_own_payment_in_whatever_order_they_come(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoices = new Dictionary<int, string>();
        var payments = new Dictionary<int, string>();
        foreach (var month in Enumerable.Range(1, 12).OrderBy(m => m * 7 % 13))
        {
            payments[month] = await PaymentAsync(store.Alice, -850m, "Miete", date: $"2025-{month:00}-03", id: $"p{month}");
            invoices[month] = await InvoiceAsync(store.Alice, $"{month}/25", 850m, date: $"2025-{month:00}-01", due: $"2025-{month:00}-03");
        }

        var found = await FindAsync(store.Alice);

        found.Select(m => (m.PaymentId, m.InvoiceId)).ShouldBe(invoices.Keys.Select(m => (payments[m], invoices[m])), ignoreOrder: true);
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task An_invoice_schema_of_ones_own_is_told_by_its_roles(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string Schema = """
            {"type":"object","title":"Bill","properties":{
              "nr":{"type":"string","x-strata":{"role":"number"}},"from_whom":{"type":"string","x-strata":{"role":"vendor"}},
              "sum":{"type":"number","x-strata":{"role":"total"}},"pay_by":{"type":"string","format":"date","x-strata":{"role":"due_date"}}},
             "x-strata":{"identity":[["nr"]]}}
            """;
        await store.Alice.Schemas.RegisterAsync(
            new() { EntityType = "bill", Schema = System.Text.Json.JsonDocument.Parse(Schema).RootElement },
            None
        );
        var bill = (
            await store.Alice.StoreAsync("bill", """{"nr":"B-900","from_whom":"Huber KG","sum":75,"pay_by":"2026-03-20"}""")
        ).EntityId;
        (await DueAsync(store.Alice)).ShouldHaveSingleItem().EntityId.ShouldBe(bill);
        var payment = await PaymentAsync(store.Alice, -75m, "B-900");

        (await FindAsync(store.Alice)).ShouldHaveSingleItem().InvoiceId.ShouldBe(bill);
        await store.Alice.Payments.ConfirmAsync(payment, bill, new(), None);

        (await store.Alice.GetAsync(bill)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Paid);
        (await DueAsync(store.Alice)).ShouldBeEmpty();
    }

    /// <summary>Banks call the day what they like.</summary>
    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task A_statement_that_a_bank_exports_is_enough(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var invoice = await InvoiceAsync(store.Alice, "RE-4711", 96m);
        await store.Alice.IngestAsync(
            "bank.csv",
            "Buchungstag;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Währung\n12.02.2026;HUBER;Strom;-96,00;EUR\n"
                + string.Concat(Enumerable.Range(1, 4).Select(m => $"12.{m:00}.2026;NETFLIX;Abo;-12,99;EUR\n"))
        );

        (await FindAsync(store.Alice)).ShouldHaveSingleItem().InvoiceId.ShouldBe(invoice);
        (await RecurringAsync(store.Alice, "2026-04-20", null)).ShouldHaveSingleItem().Next.ShouldBe(new DateOnly(2026, 5, 12));
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task What_is_due_comes_in_order_overdue_first_with_what_is_left_to_pay(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var late = await InvoiceAsync(store.Alice, "RE-1", 99.90m, due: "2026-02-20");
        var paid = await InvoiceAsync(store.Alice, "RE-200", 10m, due: "2026-02-22");
        await PaymentAsync(store.Alice, -10m, "RE-200");
        await store.Alice.StoreAsync(
            "invoice",
            """{"invoice_number":"RE-3","vendor":"X","total":5,"due_date":"2026-02-23","status":"Paid"}"""
        );
        var task = (await store.Alice.StoreAsync("task", """{"title":"Tax","due_date":"2026-03-05"}""")).EntityId;
        await store.Alice.StoreAsync("task", """{"title":"Done","due_date":"2026-03-05","done":true}""");
        const string Contract = """
            {"type":"object","title":"Lease","properties":{"name":{"type":"string"},
              "start":{"type":"string","format":"date","x-strata":{"role":"start"}},"end":{"type":"string","format":"date","x-strata":{"role":"end"}},
              "notice":{"type":"string","x-strata":{"role":"notice_period"}},"amount":{"type":"number","x-strata":{"role":"amount"}}},
             "x-strata":{"identity":[["name"]],"title":"name"}}
            """;
        await store.Alice.Schemas.RegisterAsync(
            new() { EntityType = "lease", Schema = System.Text.Json.JsonDocument.Parse(Contract).RootElement },
            None
        );
        var lease = (
            await store.Alice.StoreAsync(
                "lease",
                """{"name":"Flat","start":"2024-07-01","end":"2026-06-30","notice":"3 months","amount":850}"""
            )
        ).EntityId;

        var due = await DueAsync(store.Alice);

        due.Select(d => (d.EntityId, d.Date.ToString("yyyy-MM-dd", null), d.Days, d.Kind, d.Amount))
            .ShouldBe([
                (late, "2026-02-20", -9, DueKind.Invoice, 99.90m),
                (task, "2026-03-05", 4, DueKind.Task, null),
                (lease, "2026-03-30", 29, DueKind.Notice, 850m),
            ]);
        (await DueAsync(store.Alice, until: "2026-03-10")).Count.ShouldBe(2);
        (await store.Alice.Payments.ListDueAsync(new() { Overdue = true, Today = "2026-03-01" }, None)).Items.ShouldHaveSingleItem();
        (await DueAsync(store.Bob)).ShouldBeEmpty();
        (await store.Alice.GetAsync(paid)).Settlement.ShouldNotBeNull().State.ShouldBe(SettlementState.Paid);
        (
            await Should.ThrowAsync<StrataException>(() => store.Alice.Payments.ListDueAsync(new() { Today = "tomorrow" }, None))
        ).Code.ShouldBe(ErrorCode.InvalidContent);
    }

    [Theory, DatabaseData, Trait("req", "N-141")]
    public async Task Recurring_payments_tell_changes_of_amount_and_missed_ones_also_at_a_past_state(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var last = "";
        foreach (var month in Enumerable.Range(1, 9).Where(m => m != 4))
        {
            last = (
                await store.Alice.StoreAsync(
                    "transaction",
                    $$"""{"external_id":"n{{month}}","date":"2025-{{month:00}}-12","counterparty":"NETFLIX","amount":{{(month < 7 ? "-12.99" : "-13.99")}},"currency":"EUR"}"""
                )
            ).ObservationId;
        }

        var now = (await RecurringAsync(store.Alice, "2025-09-20", null)).ShouldHaveSingleItem();
        var then = (await RecurringAsync(store.Alice, "2025-06-20", "3"));

        (now.Period, now.Amount, now.Next, now.Count).ShouldBe((RecurrencePeriod.Monthly, -13.99m, new DateOnly(2025, 10, 12), 8));
        now.Changes.ShouldBe([new AmountChange(new DateOnly(2025, 7, 12), -12.99m, -13.99m)]);
        now.Missed.ShouldBe([new DateOnly(2025, 4, 12)]);
        then.ShouldBeEmpty();
        (await RecurringAsync(store.Alice, "2026-03-01", null)).ShouldBeEmpty();
        (await RecurringAsync(store.Bob, "2025-09-20", null)).ShouldBeEmpty();
        last.ShouldNotBeEmpty();
    }

    private static async Task<IReadOnlyList<RecurringPayment>> RecurringAsync(IStrata strata, string today, string? knownAt) =>
        (await strata.Payments.ListRecurringAsync(new() { Today = today, KnownAt = knownAt }, None)).Items;

    private static async Task<IReadOnlyList<DueItem>> DueAsync(IStrata strata, string? until = null) =>
        (await strata.Payments.ListDueAsync(new() { Today = "2026-03-01", Until = until }, None)).Items;

    private static async Task<IReadOnlyList<PaymentMatchView>> FindAsync(IStrata strata)
    {
        await strata.Payments.FindAsync(null, None);
        return (await strata.Payments.ListAsync(new(), None)).Items;
    }

    private static async Task<string> InvoiceAsync(
        IStrata strata,
        string number,
        decimal total,
        string date = "2026-02-01",
        string due = "2026-02-15"
    ) =>
        (
            await strata.StoreAsync(
                "invoice",
                FormattableString.Invariant(
                    $$"""{"invoice_number":"{{number}}","vendor":"Huber KG","issue_date":"{{date}}","due_date":"{{due}}","total":{{total}},"currency":"EUR"}"""
                )
            )
        ).EntityId;

    private static async Task<string> PaymentAsync(
        IStrata strata,
        decimal amount,
        string text,
        string date = "2026-02-12",
        string id = "1"
    ) =>
        (
            await strata.StoreAsync(
                "transaction",
                FormattableString.Invariant(
                    $$"""{"external_id":"{{id}}","date":"{{date}}","counterparty":"HUBER","description":"{{text}}","amount":{{amount}},"currency":"EUR"}"""
                )
            )
        ).EntityId;
}
