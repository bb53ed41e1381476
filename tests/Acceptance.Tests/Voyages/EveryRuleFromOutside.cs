using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Voyages;

/// <summary>
/// Every rule of contract §6 and of what is watched, over HTTP alone: signed bodies in, queries out. No type of the domain is used, so that the same cases
/// can be run on the program of any commit (CONTRIBUTING.md says how).
/// </summary>
/// <remarks>
/// Left out, because they cannot be seen from outside: the cost of a fold and its benchmark (issue 10, §5), snapshots of an older form (there is a test on a
/// database of an older program, <c>Upgrading</c>), the join laws (properties of the domain), the simulator and its <c>verify</c>.
/// </remarks>
public sealed class EveryRuleFromOutside(VoyageService voyages) : IClassFixture<VoyageService>
{
    internal static IReadOnlyList<VoyageCase> All { get; } =
        [.. VoyageCases.All, .. VoyageEvidenceCases.All, .. ContainerCases.All, .. CustomsCases.All, .. WatchCases.All, .. PaperCases.All, .. OtherCases.All, .. TimeCases.All];

    public static IEnumerable<TheoryDataRow<string>> Rules => All.Select(static one => new TheoryDataRow<string>(one.Name) { Label = one.Name });

    [Theory, MemberData(nameof(Rules))]
    public async Task Holds(string rule) =>
        string.Join('\n', await voyages.Play(All.Single(one => one.Name == rule))).ShouldBeEmpty();

    [Fact]
    public async Task ALoneSha1Signature_IsRefused_AndTheOperatorIsToldWhichSettingAcceptsIt()
    {
        var body = """{"id":"sha1-1","type":"departed","data":{"shipment_id":"7300001"}}"""u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/flexport") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature", Signed.LegacyHeader(body, voyages.Service.Settings.Secret));

        using var response = await voyages.Service.Client.Send(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(401);
        (await VoyageService.Within(() => voyages.Service.Log.Contains("Flexport:Sources:default:AllowSha1", StringComparison.Ordinal))).ShouldBeTrue("the log names the setting");
        (await voyages.Service.Client.Read("/api/shipments/7300001")).ShouldBeNull();
    }
}
