namespace Strata.Tests.Ledger;

/// <summary>Bytes of the database that were changed are named as damage, whatever they are, and are no crash.</summary>
public sealed class DamagedBytesTests
{
    [Fact]
    public void Changed_evidence_and_snapshots_are_damage()
    {
        var values = FieldList.Parse("""{"name":"Ann","total":5}""");
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(1, 24)];
            random.NextBytes(bytes);

            ShouldBeReadOrDamage(() => Evidence.Read(bytes, values));
            ShouldBeReadOrDamage(() => SnapshotCodec.Read(bytes, values));
        }
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"name":"Ann""")]
    [InlineData("""{"name":}""")]
    public void Changed_fields_are_damage(string json) =>
        Should.Throw<StrataException>(() => FieldList.Parse(json)).Code.ShouldBe(ErrorCode.StorageUploadFailed);

    private static void ShouldBeReadOrDamage(Action read)
    {
        try
        {
            read();
        }
        catch (StrataException e)
        {
            e.Code.ShouldBe(ErrorCode.StorageUploadFailed);
            e.Message.ShouldContain("strata verify");
        }
    }
}
