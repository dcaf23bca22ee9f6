using Bolt;
using Bolt.Testing.Shop;

// One of everything that a route can ask for. The tokens are another system's: there is no key here that signs, and nothing at that address.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddSingleton<Handshake>().AddSingleton<Door>();
builder.Services.AddBolt()
    .AddJwt(static o =>
    {
        o.Authority = "https://login.shop.invalid";
        o.Audiences = ["shop"];
        o.Algorithms = ["ES256"];
        o.PermissionClaims = ["realm_access.roles"];
    })
    .AddJwt<PartnerJwt>(static o => { o.Secret = "0123456789abcdef0123456789abcdef-partner"; o.Header = "X-Partner-Token"; })
    .AddApiKeys(static o => o.Keys.Add(new ApiKey("reporting", ApiKey.Hash("0123456789abcdef0123456789abcdef")) { Permissions = ["orders.read"] }))
    .AddSessions()
    .AddUsers<Customer, Customers>()
    .AddRevocation<InMemoryRevocationStore>();

var app = builder.Build();
app.MapBolt();
app.MapGet("/health", static () => "well").AllowAnonymous();
app.Run();
