using CsCheck;
using Grains.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Tests.Entities;

public sealed class SnapshotTests
{
    [Fact]
    public void TheProcessedSet_SurvivesEncoding_UpToItsVersion() =>
        Gen.Select(Gen.String[1, 40].Where(static id => !id.Any(char.IsSurrogate)), Gen.Long, Gen.Long[1, 100]).Array[0, 50].Sample(events =>
        {
            var processed = new Dictionary<EventId, Seen>();
            foreach (var (id, fingerprint, version) in events) processed[new EventId(id)] = new Seen(fingerprint, version, null);

            var read = Snapshot.Decode(Snapshot.Encode(processed, upTo: 50)).ToDictionary();

            read.ShouldBe(processed.Where(static pair => pair.Value.Version <= 50).ToDictionary(), ignoreOrder: true);
        });
}
