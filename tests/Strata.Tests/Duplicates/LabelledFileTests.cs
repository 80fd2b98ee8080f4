using Strata.Duplicates.Evaluation;

namespace Strata.Tests.Duplicates;

/// <summary>
/// Labelled sets as they are found: other names for the same columns, ids that are in both files, quotes, numbers of rows, labels instead
/// of pairs.
/// </summary>
public sealed class LabelledFileTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("strata-evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ids_in_both_files_belong_to_the_file_that_the_column_is_named_after()
    {
        var abt = Write("Abt.csv", "id,name,price\n1,\"Sony \"\"Bravia\"\" TV, 40 inch\",$10\n2,Bose Radio,$20\n3,Canon Camera,$30\n");
        var buy = Write("Buy.csv", "id,title,price\n3,Sony Bravia TV,11\n1,Bose Wave Radio,20\n2,Canon EOS Camera,\n");
        var truth = Write("truth.csv", "idBuy,idAbt\n3,1\n1,2\n2,3\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [abt, buy], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 3), (1, 4), (2, 5)], ignoreOrder: true);
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name", "price"]);
        records.Table.Columns[0].Values[0].ShouldBe("Sony \"Bravia\" TV, 40 inch");
        records.Understood.ShouldContain(u => u.Contains("name = title", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_that_count_rows_are_no_part_of_a_record()
    {
        var data = Write(
            "a.csv",
            ",rec_id,name\n"
                + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},rec-{i / 2}-{(i % 2 == 0 ? "org" : "dup-0")},Name {i / 2}\n"))
        );
        var truth = Write("truth.tsv", "rec-0-org\trec-0-dup-0\nrec-1-dup-0\trec-1-org\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 1), (2, 3)], ignoreOrder: true);
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name"]);
        records.Understood[0].ShouldContain("row numbers ''");
    }

    [Fact]
    public async Task Truth_may_give_each_record_a_label()
    {
        var data = Write("a.csv", "id;name\na;Anna\nb;Ana\nc;Bert\nd;Anne\n");
        var truth = Write("truth.csv", "id,same\na,1\nb,1\nc,2\nd,1\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 1), (0, 3), (1, 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task Pairs_labelled_as_different_are_not_the_same()
    {
        var data = Write("tableA.csv", "id,title\n0,One\n1,Two\n");
        var other = Write("tableB.csv", "id,title\n0,Two\n1,One\n");
        var truth = Write("labels.csv", "ltable_id,rtable_id,label\n0,1,1\n0,0,0\n1,0,1\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data, other], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 3), (1, 2)], ignoreOrder: true);
    }

    [Fact]
    public async Task Identity_named_in_one_file_is_meant_in_both_and_has_to_be_there()
    {
        var a = Write("a.csv", "id,name,phone,note\n1,Anna,12,x\n2,Bert,13,y\n");
        var b = Write("b.csv", "id,full_name,telephone,note\n7,Anna,12,x\n8,Bert,13,y\n");
        var truth = Write("truth.csv", "l,r\n1,7\n2,8\n");

        var records = await LabelledRecords.ReadAsync(
            new()
            {
                Files = [a, b],
                TruthFile = truth,
                Identity = ["Phone", "full_name"],
            },
            Token
        );
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name", "phone"]);

        var missing = await Should.ThrowAsync<StrataException>(() =>
            LabelledRecords.ReadAsync(
                new()
                {
                    Files = [a, b],
                    TruthFile = truth,
                    Identity = ["name", "fax"],
                },
                Token
            )
        );
        missing.Message.ShouldContain("no column 'fax'; the columns are: id, name, phone, note, full_name, telephone");
        var empty = Write("empty.csv", "id,name\n");
        (
            await Should.ThrowAsync<StrataException>(() => LabelledRecords.ReadAsync(new() { Files = [empty], TruthFile = truth }, Token))
        ).Message.ShouldContain("no records");
    }

    [Fact]
    public async Task Labels_are_counted_without_spelling_out_their_pairs()
    {
        var data = Write("a.csv", "id,name,entity\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},Name,person\n")));

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], ClusterColumn = "entity" }, Token);
        records.Truth.Count.ShouldBe(200_000L * 199_999 / 2);

        // A kind of record is no label, unless one says so.
        (await RefusalAsync(new() { Files = [data] })).ShouldContain("--entity");
    }

    [Fact]
    public async Task Labels_across_two_files_make_pairs_across_only()
    {
        var a = Write("a.csv", "id,name,cluster\n1,Anna,x\n2,Ana,x\n3,Bert,y\n");
        var b = Write("b.csv", "id,name,cluster\n1,Anna,x\n2,Bert,y\n3,Carl,\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [a, b] }, Token);

        records.Truth.Count.ShouldBe(3);
        Pairs(records).ShouldBe([(0, 3), (1, 3), (2, 4)], ignoreOrder: true);
        records.Understood[^1].ShouldBe("3 pairs have the same label in 'cluster'");
    }

    [Theory]
    [InlineData("id,email\n1,a@x.org\n1,b@x.org\n2,c@x.org\n", null, "'id' is '1' in row 2 and in row 3")]
    [InlineData("id,email\n1,a@x.org\n1,b@x.org\n2,c@x.org\n", "id", "'id' is '1' in row 2 and in row 3")]
    [InlineData("nr,email\n1,a@x.org\n,b@x.org\n2,c@x.org\n", "nr", "row 3 has nothing in 'nr'")]
    [InlineData("nr,email\n1,a@x.org\n2,b@x.org\n3,c@x.org\n", null, "no column named like an id; it has: nr, email")]
    [InlineData("id\n1\n2\n", null, "no columns to compare")]
    [InlineData("id,email\n1,a@x.org\n", null, "only one record")]
    [InlineData("id,email\n1,a@x.org\n2,\"b@x.org\n3,c@x.org\n", null, "line 3: a quote is opened and not closed")]
    [InlineData("id,email\n1,\"a@x.org\n2,\"b@x.org\n3,c@x.org\n", null, "line 2: a quote is opened and not closed")]
    public async Task Damaged_records_are_refused(string text, string? id, string says)
    {
        var truth = Write("truth.csv", "l,r\n1,2\n");

        (
            await RefusalAsync(
                new()
                {
                    Files = [Write("a.csv", text)],
                    TruthFile = truth,
                    IdColumn = id,
                }
            )
        ).ShouldContain(says);
    }

    [Fact]
    public async Task Truth_rows_of_no_use_are_left_out_and_counted()
    {
        var data = Write("a.csv", "id,name\na,Anna\nb,Ana\nc,Bert\n");
        var truth = Write("truth.csv", ",id1,id2,label\n0,a,b,1\n1,a,a,1\n2,b,x,1\n3,b,c,0\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 1)]);
        records
            .Understood[^1]
            .ShouldBe(
                "truth.csv: 1 pairs, columns 'id1' and 'id2'; 1 rows left out as 'label' says that they are not the same; "
                    + "1 rows left out as they pair a record with itself; 1 rows left out, also from recall, as they name records that are not there, first 'x' in row 4"
            );
        var none = Write("none.csv", "id1,id2,label\na,b,0\n");
        (await RefusalAsync(new() { Files = [data], TruthFile = none })).ShouldContain("No two records match");
        var unclear = Write("unclear.csv", "id1,id2,label\na,b,perhaps\n");
        (await RefusalAsync(new() { Files = [data], TruthFile = unclear })).ShouldContain("'label' is 'perhaps' in row 2");
    }

    [Fact]
    public async Task Row_that_is_called_a_total_is_a_record_as_any_other()
    {
        var data = Write("a.csv", "id,name,amount\n1,Anna,2\n2,Ana,3\n3,Total,5\n");
        var truth = Write("truth.csv", "l,r\n1,3\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        Pairs(records).ShouldBe([(0, 2)]);
    }

    [Theory]
    [InlineData("label,l,r\n1,1,2\n0,2,3\n")]
    [InlineData(",l,r\n0,1,2\n")]
    [InlineData("1,2\n")]
    [InlineData("id,cluster\n1,1\n2,1\n3,3\n")]
    [InlineData("id\tname\tent_id\n1\tA\t7\n2\tB\t7\n3\tC\t8\n")]
    public async Task Numbers_of_rows_and_labels_are_not_taken_for_ids(string text)
    {
        var data = Write("a.csv", "\ufeffid;name\n0;Zoe\n1;Anna\n2;Ana\n3;Bert\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = Write("truth.csv", text) }, Token);

        Pairs(records).ShouldBe([(1, 2)]);
    }

    private static async Task<string> RefusalAsync(EvaluationRequest request) =>
        (await Should.ThrowAsync<StrataException>(() => LabelledRecords.ReadAsync(request, Token))).Message;

    private static List<(int A, int B)> Pairs(LabelledRecords records) =>
        [
            .. from a in Enumerable.Range(0, records.Table.Count)
            from b in Enumerable.Range(0, records.Table.Count)
            where a < b && records.Truth.Contains(a, b)
            select (a, b),
        ];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
