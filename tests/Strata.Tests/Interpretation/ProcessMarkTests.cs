using System.Diagnostics;

namespace Strata.Interpretation;

public sealed class ProcessMarkTests
{
    [Fact]
    public async Task Process_is_gone_when_it_has_ended_or_its_number_is_another_ones()
    {
        ProcessIdentity.IsGone(Environment.ProcessId, ProcessIdentity.OfThis).ShouldBeFalse();
        ProcessIdentity.IsGone(Environment.ProcessId, ProcessIdentity.OfThis + "0").ShouldBeTrue();
        using var ended = Process
            .Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, UseShellExecute = false })
            .ShouldNotBeNull();
        await ended.WaitForExitAsync(TestContext.Current.CancellationToken);
        ProcessIdentity.IsGone(ended.Id, ProcessIdentity.OfThis).ShouldBeTrue();
    }

    /// <summary>A machine, a container or a boot of the same name counts its processes for itself: the lease decides there.</summary>
    [Theory]
    [InlineData("1700000000")]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("5f0c3a52-0000-4b5f-9f6e-2d8a4f1a7b11.4026531836/4786800")]
    public void Process_of_elsewhere_is_not_taken_for_gone(string mark) =>
        ProcessIdentity.IsGone(Environment.ProcessId, mark).ShouldBeFalse();

    [Fact]
    public void Mark_has_no_time_of_the_clock_where_the_system_counts_ticks()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the system keeps the time of the start");
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        ProcessIdentity.OfThis.ShouldMatch($"^{boot}\\.[0-9]+/[0-9]+$");
        ProcessIdentity.OfThis.ShouldNotContain(':');
    }
}
