"""Asks a server as the `openai` package does; fails at the first answer that is not as it should be.

    scripts/test-clients            makes the environment, starts a server on the default model, and runs this
"""

import json
import os
import sys
import threading
import time
import urllib.request

import openai

address = sys.argv[1]
document = sys.argv[2]
client = openai.OpenAI(base_url=address + "/v1", api_key="none", max_retries=0)


def said(**options):
    return client.chat.completions.create(**options)


def check(truth, what):
    if not truth:
        sys.exit(f"clients: {what}")
    print(f"ok  {what}")


def user(text):
    return [{"role": "user", "content": text}]


names = [model.id for model in client.models.list()]
check(names[0] == "selkie" and len(names) >= 2, "models are listed, the memory first")
base = names[1]
check(client.models.retrieve(base).id == base, "a model is told of")

question = "What is the capital of France?"
whole = said(model=base, messages=user(question), temperature=0, max_tokens=20)
check("Paris" in whole.choices[0].message.content, "a conversation is answered")
pieces, usage = "", None
for piece in said(
        model=base, messages=user(question), temperature=0, max_tokens=20, stream=True,
        stream_options={"include_usage": True}):
    if piece.choices:
        pieces += piece.choices[0].delta.content or ""
    else:
        usage = piece.usage
check(pieces == whole.choices[0].message.content, "pieces are the whole")
check(usage.total_tokens == whole.usage.total_tokens, "tokens are counted in the last piece")
several = said(model=base, messages=user("Name an animal."), n=3, max_tokens=8, seed=1)
check([choice.index for choice in several.choices] == [0, 1, 2], "several answers are drawn")
check(client.completions.create(model=base, prompt="One, two,", max_tokens=4, temperature=0).choices[0].text,
      "a text is gone on with")
stopped = said(model=base, messages=user(question), temperature=0, max_tokens=20, stop=["France"])
check(stopped.choices[0].message.content.endswith("capital of "), "a text ends an answer")

for options, kind in [
        ({"model": "other"}, openai.NotFoundError), ({"temperature": 9}, openai.BadRequestError),
        ({"messages": []}, openai.BadRequestError),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, openai.BadRequestError)]:
    try:
        said(**{"model": base, "messages": user("x"), **options})
        check(False, f"{options} is refused")
    except kind:
        check(True, f"{list(options)[0]}: {kind.__name__}")

asked = "What is the horn at Tallow Point called?"
with open(document, "rb") as file:
    known = client.files.create(file=(os.path.basename(document), file), purpose="fine-tune")
check(known.id in [file.id for file in client.files.list()], "a file is handed over")
answer = said(model="selkie", messages=user(asked))
check("Old Gannet" in answer.choices[0].message.content, "it is answered from at once")
check(answer.selkie["citations"][0]["title"].startswith("Tallow"), "with a citation")

job = client.fine_tuning.jobs.create(training_file=known.id, model=base)
waits, begun = [], time.time()
while job.status == "running" and time.time() - begun < 600:
    start = time.time()
    said(model=base, messages=user("Say hello."), max_tokens=4, temperature=0)
    waits.append(time.time() - start)
    # Who asks without a pause leaves the training a quarter of its time.
    time.sleep(0.3)
    job = client.fine_tuning.jobs.retrieve(job.id)
check(job.status in ("succeeded", "failed"), f"a job ends: {job.status}")
check(len(waits) > 3 and sorted(waits)[len(waits) // 2] < 2, f"{len(waits)} questions are answered meanwhile")
if job.status == "succeeded":
    check(job.fine_tuned_model in [model.id for model in client.models.list()], "its adapter is a model")
    check(said(model=job.fine_tuned_model, messages=user(asked), max_tokens=8).choices, "and answers")


def post(path, body):
    request = urllib.request.Request(address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))


wrong = said(model="selkie", messages=user("Who keeps the lamp of the lighthouse at Elm Head?"))
lesson = post("/v1/feedback", {
    "inference_id": wrong.id, "metric_name": "demonstration", "value": "Mabel keeps the lamp of Elm Head."})["lesson"]
post(f"/v1/learning/pending/{lesson['id']}/approve", {})
right = said(model="selkie", messages=user("Who keeps the lamp of the lighthouse at Elm Head?"))
check("Mabel" in right.choices[0].message.content, "a corrected answer is known at once")

# Whoever goes away in the middle is not waited for.
gone = said(model=base, messages=user("Tell a very long story."), max_tokens=1500, stream=True)
next(iter(gone))
gone.close()
for _ in range(100):
    figures = urllib.request.urlopen(address + "/metrics").read().decode()
    if "selkie_answers_in_flight 0" in figures:
        break
    time.sleep(0.1)
check("selkie_answers_in_flight 0" in figures, "an answer ends when its client goes")

texts = [None] * 8


def ask(place):
    texts[place] = said(model=base, messages=user(question), temperature=0, max_tokens=20).choices[0].message.content


threads = [threading.Thread(target=ask, args=[place]) for place in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
check(set(texts) == {whole.choices[0].message.content}, "eight at once get what one gets")
client.files.delete(known.id)
check("Old Gannet" not in said(model="selkie", messages=user(asked), max_tokens=30).choices[0].message.content,
      "what is forgotten is not answered")
