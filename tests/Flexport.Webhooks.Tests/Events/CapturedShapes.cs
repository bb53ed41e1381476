namespace Flexport.Webhooks.Tests.Events;

/// <summary>Bodies in the shapes of captured ones, written by hand: companies, places and ids are invented.</summary>
internal static class CapturedShapes
{
    /// <summary>Keys in alphabetical order, so that <c>type</c> comes last: as captured.</summary>
    public const string LegArrived = """
        {
          "_object": "/event",
          "created_at": "2025-06-02T14:31:57.148Z",
          "data": {
            "_object": "/shipment_event_data",
            "containers": [{ "_object": "/ocean/shipment_container", "id": 9, "shipment": { "id": 10 } }],
            "location": {
              "_object": "/shipment_node",
              "place": {
                "_object": "/place",
                "address": { "_object": "/address", "city": "Malmö", "country": "Sweden", "country_code": "SE", "ref": "id-77", "timezone": "Europe/Stockholm", "unlocode": null },
                "details": [],
                "name": "Öresund Cold Store"
              },
              "tags": ["deconsolidation"],
              "terminal": null
            },
            "resource": {
              "_object": "/shipment_leg",
              "actual_arrival_date": "2025-06-01T13:00:00.000+02:00",
              "actual_departure_date": "2025-06-01T06:00:00.000+02:00",
              "carrier_name": "Tre Kronor Åkeri",
              "destination": { "_object": "/shipment_node", "id": 11, "tags": ["deconsolidation"], "place": { "name": "Öresund Cold Store" } },
              "id": 8100200,
              "ocean_leg": null,
              "origin": { "_object": "/shipment_node", "tags": ["origin_address"], "place": { "name": "Vättern Works", "details": [{ "id": 12 }] } },
              "shipment": { "_object": "/api/refs/object", "id": 512044, "link": "https://api.example/shipments/512044", "ref_type": "/shipment" },
              "transportation_mode": "truck",
              "trucking_leg": { "_object": "/trucking/shipment_leg", "container_legs": null, "pieces": 4, "service_type": "ltl" }
            },
            "shipment": {
              "_object": "/shipment",
              "actual_arrival_date": null,
              "buyers": [{ "_object": "/company", "id": 13, "name": "Nordlys Kitchens" }],
              "calculated_volume": { "_object": "/quantity/volume", "unit": "cbm", "value": 12.5 },
              "documents": { "_object": "/api/refs/collection", "link": "https://api.example/documents", "ref_type": "/document" },
              "id": 512044,
              "items": [],
              "metadata": { "id": ["not this one"] },
              "name": "Jönköping > Malmö, June",
              "status": "in_transit_to_final_destination",
              "transportation_mode": "truck_intl",
              "updated_at": "2025-06-02T14:31:56.032Z"
            }
          },
          "id": 2204417,
          "occurred_at": "2025-06-01T11:00:00.000Z",
          "type": "/shipment_leg#arrived",
          "version": 2
        }
        """;

    /// <summary>Dialect A as it usually comes.</summary>
    public const string Departed = """
        {
          "id": "evt_01JX4T9Q7M",
          "type": "shipment.milestone",
          "created_at": "2025-06-02T08:15:30Z",
          "data": {
            "shipment_id": "SHP-20417",
            "milestone": "departed",
            "occurred_at": "2025-06-02T06:40:00+08:00",
            "location": { "name": "Yantian International Container Terminals", "country": "CN" },
            "vessel": { "name": "Amber Heron", "voyage": "024W" },
            "note": "Left berth on time."
          }
        }
        """;
}
