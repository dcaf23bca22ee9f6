using Bolt;
#if (!noAot)
using BoltApi._1;
#endif
using Scalar.AspNetCore;

#if (noAot)
var builder = WebApplication.CreateBuilder(args);
#else
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
#endif
builder.Services.AddBolt().AddJwt();
builder.Services.AddOpenApi(o => o.AddBolt());

var app = builder.Build();
app.MapBolt();
if (app.Environment.IsDevelopment())
{
    app.MapOpenApi().AllowAnonymous();
    app.MapScalarApiReference().AllowAnonymous();
}

app.Run();
