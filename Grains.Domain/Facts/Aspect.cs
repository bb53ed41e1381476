namespace Grains.Domain.Facts;

/// <summary>Which value of a part a fact is about. Stored: append, never renumber.</summary>
public enum Aspect
{
    None = 0,

    // What happened and what is expected, at the shipment or at one of its legs.
    ActualDeparture = 1,
    ActualArrival = 2,
    ActualDelivery = 3,
    CargoReady = 4,
    CustomsCleared = 5,
    CustomsHold = 6,
    EstimatedDeparture = 7,
    EstimatedArrival = 8,
    EstimatedDelivery = 9,

    // Where it happened: values of their own, so that a later report without a place takes none away.
    DepartureLocation = 10,
    ArrivalLocation = 11,
    DeliveryLocation = 12,
    CargoReadyLocation = 13,
    ClearanceLocation = 14,
    LoadingLocation = 15,
    UnloadingLocation = 16,

    // What a part is.
    /// <summary>Its own id: says that it exists.</summary>
    Identity = 20,
    Name = 21,
    Number = 22,
    /// <summary>The status as Flexport reports it.</summary>
    Status = 23,
    Type = 24,
    Size = 25,
    SealNumber = 26,
    TransportationMode = 27,
    CarrierName = 28,
    Origin = 29,
    Destination = 30,
    Incoterm = 31,
    Buyer = 32,
    Seller = 33,
    HouseBill = 34,
    MasterBill = 35,
    CarrierBooking = 36,

    // Days and instants of its paper life.
    CargoReadyDate = 40,
    MustArriveDate = 41,
    DueDate = 42,
    CreatedAt = 43,
    ChangedAt = 44,
    ArchivedAt = 45,
    DeletedAt = 46,
    ConfirmedAt = 47,
    AmendedAt = 48,
    UploadedAt = 49,
    ReadyAt = 50,
    LoadedAt = 51,
    UnloadedAt = 52,
    IssuedAt = 53,
    FreightReadyAt = 54,
    VoidedAt = 55,
    /// <summary>Since when a hold or disruption has been there: of several, the latest.</summary>
    Since = 56,

    // Money.
    Total = 60,
    Balance = 61,

    // Customs beside the import release.
    ExportCleared = 70,
    InBondFiled = 71,
    FreeTradeZoneAdmitted = 72,
    BrokerInformed = 73,
    InvoicesEntered = 74,
    ReleaseDate = 75,

    // The last way of the goods.
    LoadedOnTruck = 80,
    EstimatedOutForDelivery = 81,
    OutForDelivery = 82,
    Delivered = 83,
    DeliveryCompleted = 84,
    AppointmentRequested = 85,

    /// <summary>When delivery is agreed.</summary>
    Appointment = 86,

    /// <summary>When it was agreed.</summary>
    AppointmentScheduled = 87,
    EstimatedPickup = 88,
    ActualPickup = 89,
    ReturnedToShipper = 90,

    // Free time of a container.
    EstimatedAvailable = 100,
    Available = 101,
    LastFreeDay = 102,
    FreeTimeNotice = 103,
    FreeTimeExpired = 104,
    EmptyReturned = 105,

    /// <summary>Where its terminal is, for the zone of its days.</summary>
    Terminal = 106,

    // What a shipment is beside its name.
    Priority = 110,
    FreightType = 111,
    HouseAirWaybill = 112,
    MasterAirWaybill = 113,

    /// <summary>Numbers of purchase orders, as one list.</summary>
    OrderNumbers = 114,

    /// <summary>All of a metadata object, or all companies of a role, as one list.</summary>
    Values = 115,
    Reference = 116,
    Shipper = 117,
    Consignee = 118,

    // A vessel.
    VesselName = 120,
    VesselImo = 121,
    VoyageNumber = 122,
    Scac = 123,

    // What became of an order or an invoice.
    Acknowledged = 130,
    Paid = 131,
    PaymentFailed = 132,
    Credited = 133,
    Refunded = 134,
    Recipient = 135,
    Issuer = 136,

    /// <summary>When it ended, where that is said of its own.</summary>
    Closed = 140,

    // The shipment's own dates as its full object has them: apart from what an event says by itself, for only the object takes them back by a null.
    ObjectDeparture = 150,
    ObjectArrival = 151,
    ObjectDelivery = 152,

    /// <summary>Whether the goods share their container with those of others (<c>true</c>, <c>false</c>).</summary>
    Lcl = 160,

    // What a person said of something that needs attention.
    /// <summary>When the stage was due that they had seen.</summary>
    SeenStage = 180,
    SeenBy = 181,
    SeenBecause = 182,

    /// <summary>When they want to come back to it.</summary>
    SnoozedUntil = 183,

    // What was said and how.
    /// <summary>A value that cannot be read: its field, what it was said of, and the value as written.</summary>
    AsWritten = 210,

    // 211 is taken: states of form 3 had who said an estimate first.

    // Purchase orders, and the shipments that carry their goods.
    /// <summary>The lines of an order, as one list.</summary>
    Lines = 190,

    /// <summary>Ids of purchase orders, as one list.</summary>
    OrderIds = 191,

    // 192 and 206 are taken: StateCodec says by what.

    /// <summary>What a shipment carries of which order, as one list.</summary>
    Items = 193,

    /// <summary>Where the cargo of a shipment is, as that shipment tells.</summary>
    Phase = 194,

    // The references of a leg by air or truck.
    FlightNumber = 195,
    AirlineCode = 196,
    TrackingNumber = 197,
    TruckService = 198,
    Driver = 199,
    TruckNumber = 200,

    // What a shipment is beside others.
    VisibilityOnly = 201,
    ParentShipments = 202,
    ChildShipments = 203,

    // What happened to an invoice's money: each time by itself.
    HappenedAt = 204,
    Amount = 205,
}
