namespace Flexport.Webhooks.Events;

public static partial class EventCatalogue
{
    // What the cargo reached, and the dates and route of its voyage.
    private static EventType[] Milestones() =>
    [
        Named("cargo_ready", EventCategory.Milestone, EventEffect.CargoReady, "Cargo ready", "The goods wait at the seller to be picked up."),
        Named("departed", EventCategory.Milestone, EventEffect.Departed, "Departed", "The main leg left its port or airport of loading."),
        Named("arrived", EventCategory.Milestone, EventEffect.Arrived, "Arrived", "The main leg reached its port or airport of unloading."),
        Named("customs_cleared", EventCategory.Milestone, EventEffect.CustomsCleared, "Customs cleared", "Import customs released the goods."),
        Named("delivered", EventCategory.Milestone, EventEffect.Delivered, "Delivered", "All of the goods reached their destination."),
        Documented("/shipment_leg#departed", EventCategory.Milestone, EventEffect.LegDeparted, "Leg departed", "A leg left its origin."),
        Documented("/shipment_leg#arrived", EventCategory.Milestone, EventEffect.LegArrived, "Leg arrived", "A leg reached its destination."),
        Documented("/shipment_leg#out_for_delivery", EventCategory.Milestone, EventEffect.LegOutForDelivery, "Out for delivery", "The goods are on the way to the consignee."),
        Documented("/shipment_leg#delivery_completed", EventCategory.Milestone, EventEffect.LegDeliveryCompleted, "Delivery completed", "The delivery of a leg is done."),
        Documented("/shipment_leg#delivered", EventCategory.Milestone, EventEffect.LegDelivered, "Delivered in part", "Some of the goods reached their destination."),
        Documented("/ocean/shipment_leg#loaded_on_truck", EventCategory.Milestone, EventEffect.LegLoadedOnTruck, "Loaded on truck", "The goods moved from their container to a truck."),
        Documented("/shipment#delivered_in_full", EventCategory.Milestone, EventEffect.Delivered, "Delivered in full", "All of the goods reached their destination."),
        Named("eta_updated", EventCategory.Transit, EventEffect.DatesMoved, "Dates updated", "Dates of the voyage moved; which ones, the data say.", EventNames.DatesFamily),
        Named("estimated_departure", EventCategory.Transit, EventEffect.EstimatedDeparture, "Estimated departure", "The main leg is now expected to leave at this time."),
        Named("estimated_arrival", EventCategory.Transit, EventEffect.EstimatedArrival, "Estimated arrival", "The main leg is now expected to arrive at this time."),
        Named("actual_departure", EventCategory.Transit, EventEffect.ActualDeparture, "Actual departure", "The main leg's departure, as it really was."),
        Documented("/shipment#schedule_confirmed", EventCategory.Transit, EventEffect.ObjectChanged, "Schedule confirmed", "Departure and arrival are scheduled for every place on the way."),
        Documented("/shipment_leg#updated_estimated_time_of_departure", EventCategory.Transit, EventEffect.ObjectChanged, "Estimated departure moved", "A leg is expected to leave at another time than before."),
        Documented("/shipment_leg#updated_estimated_time_of_arrival", EventCategory.Transit, EventEffect.ObjectChanged, "Estimated arrival moved", "A leg is expected to arrive at another time than before."),
        Documented("/shipment_leg#updated_estimated_out_for_delivery", EventCategory.Transit, EventEffect.ObjectChanged, "Estimated out for delivery moved", "The last way to the consignee is expected to begin at another time."),
        Documented("/shipment#updated_route", EventCategory.Transit, EventEffect.ObjectChanged, "Route changed", "The shipment goes by other places than planned."),
        Documented("/shipment_container_leg#updated_estimated_available_for_pickup", EventCategory.Transit, EventEffect.ObjectChanged, "Estimated availability moved", "The container can be picked up at another time than expected."),
    ];
}
