using Grains.Domain.Deadlines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Silo.Deadlines;

namespace Silo.Tests.Deadlines;

/// <summary>How long is too long, as an operator sets it.</summary>
public sealed class DeadlineSettingsTests
{
    [Fact]
    public void WithoutSettings_TheDefaultsHold()
    {
        var policy = Read();
        policy.ShouldBe(new DeadlinePolicy());
        (policy.Grace, policy.SilenceOcean, policy.SilenceAir, policy.SilenceTruck, policy.SilenceRail, policy.Silence).ShouldBe(
            (TimeSpan.FromHours(36), TimeSpan.FromDays(14), TimeSpan.FromDays(3), TimeSpan.FromDays(4), TimeSpan.FromDays(4), TimeSpan.FromDays(7)));
    }

    [Fact]
    public void EveryTimeOfThePolicy_CanBeSet()
    {
        var names = typeof(DeadlinePolicy).GetProperties().Where(one => one.PropertyType == typeof(TimeSpan)).Select(one => one.Name).ToList();
        var policy = Read([.. names.Select((name, i) => (name, $"{i + 1}.00:00:00"))]);
        names.Select(name => typeof(DeadlinePolicy).GetProperty(name)!.GetValue(policy)).ShouldBe(names.Select((_, i) => (object)TimeSpan.FromDays(i + 1)));
    }

    [Fact]
    public void WhatCannotBeUsed_IsToldAtOnce_AndTheNamesThatThereAre()
    {
        var problems = Should.Throw<OptionsValidationException>(() => Read(("SilenceOcean", "a fortnight"), ("SilenceAir", "00:00:59"), ("SilenceSea", "1.00:00:00"))).Failures.ToList();
        problems.Count.ShouldBe(3);
        problems[0].ShouldStartWith("Flexport:Deadlines:SilenceOcean is a time");
        problems[1].ShouldStartWith("Flexport:Deadlines:SilenceAir is a time");
        problems[2].ShouldStartWith("Flexport:Deadlines:SilenceSea is no setting.");
        foreach (var property in typeof(DeadlinePolicy).GetProperties().Where(one => one.PropertyType == typeof(TimeSpan))) problems[2].ShouldContain(property.Name);
    }

    private static DeadlinePolicy Read(params (string Name, string Value)[] settings) => DeadlineSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Flexport:Deadlines:{one.Name}", (string?)one.Value))).Build());
}
