using Strata.Duplicates.Evaluation;

namespace Strata.Tests.Duplicates;

/// <summary>Labelled sets as they are found: other names for the same columns, ids that are in both files, quotes, numbers of rows, labels instead of pairs.</summary>
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

        records.Truth.ShouldBe([(0, 3), (1, 4), (2, 5)], ignoreOrder: true);
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name", "price"]);
        records.Table.Columns[0].Values[0].ShouldBe("Sony \"Bravia\" TV, 40 inch");
        records.Understood.ShouldContain(u => u.Contains("name = title", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_that_count_rows_are_no_part_of_a_record()
    {
        var data = Write("a.csv", ",rec_id,name\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},rec-{i / 2}-{(i % 2 == 0 ? "org" : "dup-0")},Name {i / 2}\n")));
        var truth = Write("truth.tsv", "rec-0-org\trec-0-dup-0\nrec-1-dup-0\trec-1-org\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        records.Truth.ShouldBe([(0, 1), (2, 3)], ignoreOrder: true);
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name"]);
        records.Understood[0].ShouldContain("row numbers ''");
    }

    [Fact]
    public async Task Truth_may_give_each_record_a_label()
    {
        var data = Write("a.csv", "id;name\na;Anna\nb;Ana\nc;Bert\nd;Anne\n");
        var truth = Write("truth.csv", "id,same\na,1\nb,1\nc,2\nd,1\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data], TruthFile = truth }, Token);

        records.Truth.ShouldBe([(0, 1), (0, 3), (1, 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task Pairs_labelled_as_different_are_not_the_same()
    {
        var data = Write("tableA.csv", "id,title\n0,One\n1,Two\n");
        var other = Write("tableB.csv", "id,title\n0,Two\n1,One\n");
        var truth = Write("labels.csv", "ltable_id,rtable_id,label\n0,1,1\n0,0,0\n1,0,1\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [data, other], TruthFile = truth }, Token);

        records.Truth.ShouldBe([(0, 3), (1, 2)], ignoreOrder: true);
    }

    [Fact]
    public async Task Identity_named_in_one_file_is_meant_in_both_and_has_to_be_there()
    {
        var a = Write("a.csv", "id,name,phone,note\n1,Anna,12,x\n2,Bert,13,y\n");
        var b = Write("b.csv", "id,full_name,telephone,note\n7,Anna,12,x\n8,Bert,13,y\n");
        var truth = Write("truth.csv", "l,r\n1,7\n2,8\n");

        var records = await LabelledRecords.ReadAsync(new() { Files = [a, b], TruthFile = truth, Identity = ["Phone", "full_name"] }, Token);
        records.Table.Columns.Select(c => c.Name).ShouldBe(["name", "phone"]);

        var missing = await Should.ThrowAsync<StrataException>(() => LabelledRecords.ReadAsync(new() { Files = [a, b], TruthFile = truth, Identity = ["name", "fax"] }, Token));
        missing.Message.ShouldContain("no column 'fax'; there are: id, name, phone, note, full_name, telephone");
        var empty = Write("empty.csv", "id,name\n");
        (await Should.ThrowAsync<StrataException>(() => LabelledRecords.ReadAsync(new() { Files = [empty], TruthFile = truth }, Token))).Message.ShouldContain("no records");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
