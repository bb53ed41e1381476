using Grains.Domain.Deadlines;
using Microsoft.Extensions.Options;

namespace Silo.Deadlines;

/// <summary>How long is too long, out of the configuration (<c>Flexport:Deadlines</c>). Silos of one cluster must agree.</summary>
internal static class DeadlineSettings
{
    private const string Section = "Flexport:Deadlines";
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_525);

    /// <summary>Gives the rules their policy; what cannot be used is told at start, all of it at once.</summary>
    public static IServiceCollection AddFlexportDeadlines(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Read(configuration));

    /// <exception cref="OptionsValidationException">A value cannot be used; each is named.</exception>
    public static DeadlinePolicy Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var standard = new DeadlinePolicy();
        var policy = new DeadlinePolicy
        {
            Grace = Time(nameof(DeadlinePolicy.Grace), standard.Grace),
            ReturnWithin = Time(nameof(DeadlinePolicy.ReturnWithin), standard.ReturnWithin),
            HoldWithin = Time(nameof(DeadlinePolicy.HoldWithin), standard.HoldWithin),
            PaymentNotice = Time(nameof(DeadlinePolicy.PaymentNotice), standard.PaymentNotice),
            Silence = Time(nameof(DeadlinePolicy.Silence), standard.Silence),
            SilenceOcean = Time(nameof(DeadlinePolicy.SilenceOcean), standard.SilenceOcean),
            SilenceAir = Time(nameof(DeadlinePolicy.SilenceAir), standard.SilenceAir),
            SilenceTruck = Time(nameof(DeadlinePolicy.SilenceTruck), standard.SilenceTruck),
            SilenceRail = Time(nameof(DeadlinePolicy.SilenceRail), standard.SilenceRail),
        };
        foreach (var unknown in configuration.GetSection(Section).GetChildren().Where(child => typeof(DeadlinePolicy).GetProperty(child.Key) is null))
            problems.Add($"{Section}:{unknown.Key} is no setting. There are Grace, ReturnWithin, HoldWithin, PaymentNotice, Silence, SilenceOcean, SilenceAir, SilenceTruck and SilenceRail.");
        return problems.Count == 0 ? policy : throw new OptionsValidationException(Section, typeof(DeadlinePolicy), problems);

        TimeSpan Time(string name, TimeSpan otherwise)
        {
            if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text) return otherwise;
            if (TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) && time >= Least && time <= Most) return time;
            problems.Add($"{Section}:{name} is a time from a minute to 100 years, such as 2.00:00:00 for two days.");
            return otherwise;
        }
    }
}
