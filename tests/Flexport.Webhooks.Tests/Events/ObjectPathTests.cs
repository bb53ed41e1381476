using Flexport.Webhooks.Events;

namespace Flexport.Webhooks.Tests.Events;

public sealed class ObjectPathTests
{
    [Theory]
    [InlineData("/shipment", ObjectKind.Shipment)]
    [InlineData("/shipments#created", ObjectKind.Shipment)]
    [InlineData("/ocean/shipment_leg", ObjectKind.Leg)]
    [InlineData("/purchase_orders", ObjectKind.PurchaseOrder)]
    [InlineData("/invoice#invoice_shared", ObjectKind.Invoice)]
    [InlineData("/bookings", ObjectKind.Booking)]
    [InlineData("/document", ObjectKind.Document)]
    [InlineData("/ocean/shipment_containers", ObjectKind.Container)]
    [InlineData("/shipment_container_leg", ObjectKind.ContainerLeg)]
    [InlineData("/customs_entry", ObjectKind.CustomsEntry)]
    [InlineData("/customs_entries#updated", ObjectKind.CustomsEntry)]
    [InlineData("/customs_entrys", ObjectKind.None)]
    [InlineData("/commercial_invoice", ObjectKind.None)]
    [InlineData("/api/refs/object", ObjectKind.None)]
    [InlineData("invoice", ObjectKind.None)]
    [InlineData("", ObjectKind.None)]
    [InlineData("/\ud800", ObjectKind.None)]
    public void Path_IsWhatItsLastSegmentNames(string path, ObjectKind kind) => ObjectPath.KindOf(path).ShouldBe(kind);

    [Theory]
    [InlineData(248, ObjectKind.Invoice)]
    [InlineData(249, ObjectKind.None)]
    public void PathLongerThanATypeMayBe_IsNone(int before, ObjectKind kind) =>
        ObjectPath.KindOf($"/{new string('x', before - 1)}/invoice").ShouldBe(kind);
}
